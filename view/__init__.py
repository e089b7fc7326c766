"""What pages share: controls, figures, captions, the player, and the work behind them."""

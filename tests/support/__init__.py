"""What tests share: models that wait, pages without a browser, statistics."""

"""The guided story: eight steps, in each a guess, and then a real run that answers it."""

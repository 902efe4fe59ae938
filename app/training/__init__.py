"""Commands that make the weights; they need the extra `train`, and nothing of the service imports them."""

"""Who acts at a desk, how that is proven, and what they may do."""

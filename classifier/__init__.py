"""Which category a text is and which details it holds; training and report cards."""

"""Training of the reader's weights; torch lives here alone. See train/README.md."""

"""Pure pieces of writing an article: a draft out of staff's replies, and what is wrong with a draft."""

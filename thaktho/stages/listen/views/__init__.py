"""Pages: `voting` for people without a name, `public` to read, `work` and `desk` for those who prepare and moderate."""

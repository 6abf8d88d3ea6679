"""The demo: a fictional ward with three months of history, and a stand-in for Telegram to try the bot on."""

"""A book of one version made one of another: alembic's revisions for what is kept, anew what is derived."""

from tallybook.book.migrations.moving import move

__all__ = ["move"]

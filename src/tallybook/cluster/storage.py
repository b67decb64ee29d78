"""Files where Spark keeps them: a folder of this machine or a path of any file system that Spark knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


class Storage:
    """A folder or file by its path, as Spark's own file systems see it."""

    def __init__(self, spark: SparkSession, path: str) -> None:
        context: Any = spark.sparkContext
        self._kinds = context._jvm.org.apache.hadoop.fs
        path_ = self._kinds.Path(path)
        self._system = path_.getFileSystem(context._jsc.hadoopConfiguration())
        self._path = self._system.makeQualified(path_)

    @property
    def path(self) -> str:
        """Its full path, with the kind of file system before it."""
        return str(self._path.toString())

    def __truediv__(self, name: str) -> str:
        return f"{self.path.rstrip('/')}/{name}"

    def has(self, name: str) -> bool:
        """Whether there is such a file or folder inside."""
        return bool(self._system.exists(self._kinds.Path(self / name)))

    @property
    def is_there(self) -> bool:
        """Whether it exists."""
        return bool(self._system.exists(self._path))

    @property
    def is_file(self) -> bool:
        """Whether it is a file."""
        return self.is_there and not self._system.getFileStatus(self._path).isDirectory()

    def read(self, name: str) -> str:
        """The text of a short file inside."""
        stream = self._system.open(self._kinds.Path(self / name))
        try:
            return bytes(stream.readAllBytes()).decode("utf-8")
        finally:
            stream.close()

    def write(self, name: str, text: str) -> None:
        """Write a short file inside, in place of the one that is there."""
        stream = self._system.create(self._kinds.Path(self / name), True)
        try:
            stream.write(bytearray(text.encode("utf-8")))
        finally:
            stream.close()

    def remove(self, name: str) -> None:
        """Take away a file, or a folder and all in it."""
        self._system.delete(self._kinds.Path(self / name), True)

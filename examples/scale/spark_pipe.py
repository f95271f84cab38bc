"""Plays jobs on a Spark cluster: each partition is piped through a `spravka` of its own.

    spark-submit examples/scale/spark_pipe.py jobs.ndjson results --transport http

`spravka` has to be at the same place on all workers. `pipe` starts it without their environment, and a
variable that is handed over would travel with the job: secrets belong into a file on each worker
(--secrets-file). One line comes out per line that goes in, in the partition's order. Workers know
nothing of each other: give each its share of a provider's limit (--rate) and of the money (--budget).
"""

import os
import shlex
import sys

from pyspark.sql import SparkSession


def main() -> None:
    jobs, results, *flags = sys.argv[1:]
    spark = SparkSession.builder.appName("spravka").getOrCreate()
    command = shlex.join(["spravka", "run", *flags])
    lines = spark.sparkContext.textFile(jobs, minPartitions=4)
    # A worker whose process fails is tried again by Spark, from the beginning of its partition: what
    # costs money or changes the world belongs under a journal, one for each partition.
    lines.pipe(command, env={"PATH": os.environ["PATH"]}, checkCode=True).saveAsTextFile(results)
    spark.stop()


if __name__ == "__main__":
    main()

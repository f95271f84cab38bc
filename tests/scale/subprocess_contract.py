"""Speaks the contract of Redpanda Connect's `subprocess` processor to `spravka run`.

One line in, one line out before the next one goes in, nothing on standard error, no line longer than
the reader's buffer: a longer result is a typed error. Exits with 1 and says why where one is broken.
"""

import json
import select
import subprocess
import sys

BUFFER = 65536
SECONDS = 30


def main() -> None:
    spravka, jobs = sys.argv[1:]
    with open(jobs, "rb") as file:
        lines = [line for line in file if line.strip()]
    lines += [b"not JSON\n", long_report()]
    flags = ["--quiet", "--transport", "sandbox", "--max-output", str(BUFFER - 1)]
    process = subprocess.Popen(
        [spravka, "run", *flags],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    )
    results = [exchange(process, line) for line in lines]
    process.stdin.close()
    check(process.wait(SECONDS) == 0, f"ended with {process.returncode}")
    check(process.stdout.read() == b"", "more lines came out than went in")
    check(process.stderr.read() == b"", "something was written to standard error")
    for sent, result in zip(lines, results):
        job = json.loads(sent) if sent.startswith(b"{") else {}
        check(result.get("id") == job.get("id"), "a result belongs to another job")
    broken, cut = results[-2:]
    check(broken["error"]["code"] == "call_not_json", "a broken line has its typed error")
    check(cut["error"]["code"] == "output_too_long", "a long result is a typed error")
    check(cut["id"] == "long" and cut["error"]["class"] == "too_large", "of its own job")
    print(f"{len(results)} lines, one by one: the contract holds")


def exchange(process: subprocess.Popen, line: bytes) -> dict:
    process.stdin.write(line)
    answer = b""
    while not answer.endswith(b"\n"):
        ready, _, _ = select.select([process.stdout], [], [], SECONDS)
        check(bool(ready), "no line came out: it was not flushed, or waits for more input")
        piece = process.stdout.read(1 << 20)
        check(piece != b"", "the output ended")
        answer += piece
    check(answer.count(b"\n") == 1, "two lines came out for one")
    check(len(answer) <= BUFFER, f"a line of {len(answer)} bytes")
    return json.loads(answer)


def long_report() -> bytes:
    """A job whose result is longer than the buffer: a report on 500 proceedings."""
    operation = "fssp.search_physical"
    records = [
        {"number": f"{n}/24/77010-ИП", "status": "open", "amounts": {"currency": "RUB", "principal": "1.00"}}
        for n in range(1, 501)
    ]
    output = {"outcome": "found", "complete": True, "proceedings": records}
    step = {"step": "done", "output": output, "meta": {"operation": operation}}
    person = {"last_name": "Образцов", "first_name": "Иван"}
    job_input = {"person": person, "results": [{"operation": operation, "step": step}]}
    job = {"id": "long", "operation": "debtor.report", "input": job_input}
    return json.dumps(job, ensure_ascii=False).encode() + b"\n"


def check(holds: bool, why: str) -> None:
    if not holds:
        sys.exit(f"the contract is broken: {why}")


if __name__ == "__main__":
    main()

//! `step` killed at any moment: what it has written is the beginning of the whole, and the lines that
//! are not answered yet give the rest.

use std::fs::{File, OpenOptions};
use std::io::{BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::{line, size, step};
use crate::support::{random, seed, timed};

/// As many as there are cores to expect.
const AT_ONCE: usize = 2;

struct Batch {
    folder: tempfile::TempDir,
    whole: Duration,
}

impl Batch {
    fn new(lines: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut input = File::create(folder.path().join("in")).unwrap();
        for begin in (1..=lines).step_by(1_000) {
            let block: Vec<u8> = (begin..lines.min(begin + 999) + 1).flat_map(line).collect();
            input.write_all(&block).unwrap();
        }
        let batch = Self { folder, whole: Duration::ZERO };
        let golden = File::create(batch.path("golden")).unwrap();
        let (status, whole) =
            timed(|| step().stdin(batch.input(0)).stdout(golden).status().unwrap());
        assert_eq!(status.code(), Some(0));
        Self { whole, ..batch }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// The lines after so many.
    fn input(&self, after: usize) -> Stdio {
        let first = format!("+{}", after + 1);
        let mut tail = Command::new("tail");
        let tail = tail.args(["-n", &first]).arg(self.path("in")).stdout(Stdio::piped());
        tail.spawn().unwrap().stdout.unwrap().into()
    }

    fn kill(&self, mut child: Child, seed: u64, index: usize) -> bool {
        let share = u32::try_from(random(seed, index) % 1_000).unwrap();
        std::thread::sleep(self.whole * share / 1_000);
        let at_work = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        at_work
    }

    fn killed_over_a_file(&self, seed: u64, index: usize) -> bool {
        let path = self.path(&format!("out-{index}"));
        let sink = File::create(&path).unwrap();
        let child = step().stdin(self.input(0)).stdout(sink).spawn().unwrap();
        let at_work = self.kill(child, seed, index);
        let written = same(&path, &self.path("golden"));
        let (lines, bytes) = complete(&path);
        let mut sink = OpenOptions::new().write(true).open(&path).unwrap();
        sink.set_len(bytes).unwrap();
        sink.seek(SeekFrom::End(0)).unwrap();
        let resumed = step().stdin(self.input(lines)).stdout(sink).status().unwrap();
        assert_eq!(resumed.code(), Some(0));
        let golden = std::fs::metadata(self.path("golden")).unwrap().len();
        assert!(written <= golden, "{index}");
        assert_eq!(same(&path, &self.path("golden")), golden, "{index}: after {lines} lines");
        std::fs::remove_file(path).unwrap();
        at_work
    }

    fn killed_over_a_pipe(&self, seed: u64, index: usize) -> bool {
        let mut child = step().stdin(self.input(0)).spawn().unwrap();
        let stdout = child.stdout.take().unwrap();
        let golden = self.path("golden");
        let reading = std::thread::spawn(move || agreed(stdout, File::open(golden).unwrap()));
        let at_work = self.kill(child, seed, index);
        let (came, lines, bytes) = reading.join().unwrap();
        let mut rest = File::open(self.path("golden")).unwrap();
        rest.seek(SeekFrom::Start(bytes)).unwrap();
        let mut child = step().stdin(self.input(lines)).spawn().unwrap();
        let (more, ..) = agreed(child.stdout.take().unwrap(), rest);
        assert_eq!(child.wait().unwrap().code(), Some(0));
        let golden = std::fs::metadata(self.path("golden")).unwrap().len();
        assert!(came >= bytes && bytes + more == golden, "{index}: after {lines} lines");
        at_work
    }
}

/// How many bytes come, each as expected; how many lines are whole, and how many bytes these have.
fn agreed(came: impl Read, expected: impl Read) -> (u64, usize, u64) {
    let mut came = BufReader::with_capacity(1 << 20, came);
    let mut expected = BufReader::with_capacity(1 << 20, expected);
    let (mut bytes, mut lines, mut whole) = (0, 0, 0);
    let (mut piece, mut right) = (vec![0; 1 << 18], vec![0; 1 << 18]);
    loop {
        let read = came.read(&mut piece).unwrap();
        if read == 0 {
            return (bytes, lines, whole);
        }
        expected.read_exact(&mut right[..read]).unwrap();
        assert!(piece[..read] == right[..read], "after {bytes} bytes another output begins");
        lines += memchr::memchr_iter(b'\n', &piece[..read]).count();
        if let Some(last) = memchr::memrchr(b'\n', &piece[..read]) {
            whole = bytes + u64::try_from(last).unwrap() + 1;
        }
        bytes += u64::try_from(read).unwrap();
    }
}

/// The length of a file that is the beginning of another.
fn same(path: &Path, whole: &Path) -> u64 {
    agreed(File::open(path).unwrap(), File::open(whole).unwrap()).0
}

/// The whole lines of a file, and their bytes.
fn complete(path: &Path) -> (usize, u64) {
    let (_, lines, bytes) = agreed(File::open(path).unwrap(), File::open(path).unwrap());
    (lines, bytes)
}

#[test]
fn the_rest_of_the_lines_gives_the_rest_of_the_answers() {
    let (lines, kills) = (size(20_000, 1_000_000), size(8, 100));
    let (batch, seed) = (Batch::new(lines), seed());
    let (next, killed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= kills {
                        return;
                    }
                    let sink = if index % 2 == 0 {
                        Batch::killed_over_a_file
                    } else {
                        Batch::killed_over_a_pipe
                    };
                    let at_work = sink(&batch, seed, index);
                    killed.fetch_add(usize::from(at_work), Ordering::Relaxed);
                }
            });
        }
    });
    let killed = killed.into_inner();
    println!("{killed} of {kills} were killed at work, over {lines} lines in {:.1?}", batch.whole);
    assert!(killed * 2 >= kills, "{killed} of {kills}");
}

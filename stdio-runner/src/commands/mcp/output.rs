//! An output that tells when it has failed; the protocol's library goes on without a word.

use std::io::{Error, ErrorKind, Result};
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncWrite, Stdout};
use tokio::sync::oneshot::{Receiver, Sender, channel};

pub(super) struct Output {
    stdout: Stdout,
    failed: Option<Sender<ErrorKind>>,
}

/// Standard output, and its first failure.
pub(super) fn output() -> (Output, Receiver<ErrorKind>) {
    let (failed, failure) = channel();
    (Output { stdout: tokio::io::stdout(), failed: Some(failed) }, failure)
}

impl Output {
    fn poll<T>(
        &mut self,
        poll: impl FnOnce(Pin<&mut Stdout>) -> Poll<Result<T>>,
    ) -> Poll<Result<T>> {
        let polled = poll(Pin::new(&mut self.stdout));
        if let Poll::Ready(Err(error)) = &polled
            && let Some(failed) = self.failed.take()
        {
            let _ = failed.send(Error::kind(error));
        }
        polled
    }
}

impl AsyncWrite for Output {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize>> {
        self.poll(|stdout| stdout.poll_write(context, bytes))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll(|stdout| stdout.poll_flush(context))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll(|stdout| stdout.poll_shutdown(context))
    }
}

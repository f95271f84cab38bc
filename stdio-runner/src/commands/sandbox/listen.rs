//! The simulated providers over HTTP/1.1.

use std::cell::RefCell;
use std::convert::Infallible;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use http_body_util::{BodyExt, Limited};
use hyper::body::{Body, Bytes, Frame, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use spravka_sandbox::{Reply, World, respond};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{LocalSet, spawn_local};

use crate::clock::real_now;
use crate::output;

const BODY_CAP: usize = 32 * 1024 * 1024;
/// How long a connection is held that gets no answer: longer than the shortest timeout of a
/// provider.
const SILENCE: Duration = Duration::from_secs(40);

pub(super) fn listen(address: SocketAddr, delay: Duration, hint: &str) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, async {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let _ = io::stderr().lock().write_all(hint.as_bytes());
        output::write(format!("listening on http://{address}\n").as_bytes())?;
        let world = Rc::new(RefCell::new(World::new()));
        loop {
            // A connection that broke before it was taken is none.
            if let Ok((stream, _)) = listener.accept().await {
                spawn_local(serve(stream, delay, Rc::clone(&world)));
            }
        }
    })
}

async fn serve(stream: TcpStream, delay: Duration, world: Rc<RefCell<World>>) {
    let service = service_fn(|request| answer(request, delay, Rc::clone(&world)));
    let mut http = http1::Builder::new();
    // An error is a connection that one of the sides closed, which is often what was asked for.
    let _ = http.timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service).await;
}

async fn answer(
    request: Request<Incoming>,
    delay: Duration,
    world: Rc<RefCell<World>>,
) -> io::Result<Response<Cut>> {
    let (parts, body) = request.into_parts();
    let body = Limited::new(body, BODY_CAP).collect().await.map_err(io::Error::other)?.to_bytes();
    let headers: Vec<(String, String)> = parts
        .headers
        .iter()
        .map(|(name, value)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        })
        .collect();
    let url = parts.uri.to_string();
    let asked = spravka_sandbox::Request {
        method: parts.method.as_str(),
        url: &url,
        headers: &headers,
        body: &body,
    };
    let reply = respond(&mut world.borrow_mut(), &asked, real_now().ms());
    if !delay.is_zero() && !url.starts_with("/__sandbox/") {
        tokio::time::sleep(delay).await;
    }
    match reply {
        Reply::Response(reply) => {
            let mut response = Response::builder().status(reply.status);
            for (name, value) in &reply.headers {
                response = response.header(name, value);
            }
            // 204 and 304 have no length.
            if !matches!(reply.status, 204 | 304) {
                response = response.header("content-length", reply.declared_length);
            }
            response.body(Cut(Some(reply.body.into()))).map_err(io::Error::other)
        }
        Reply::Failure { kind, .. } => {
            if kind == "timeout" {
                tokio::time::sleep(SILENCE).await;
            }
            Err(io::Error::other(kind))
        }
    }
}

/// A body whose length is not told to hyper, so that the declared one may be longer: hyper then
/// closes the connection in the middle.
struct Cut(Option<Bytes>);

impl Body for Cut {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.take().map(|bytes| Ok(Frame::data(bytes))))
    }
}

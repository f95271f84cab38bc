//! Names to addresses. ureq's own resolver answers with whatever the system says, which cannot be
//! told from a connection that broke after the request had left.

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

#[derive(Debug, Default)]
pub(super) struct Names(DefaultResolver);

impl Resolver for Names {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        self.0.resolve(uri, config, timeout).map_err(|error| match error {
            // The timeout may be the whole request's, where that is the shorter one.
            Error::Io(_) | Error::Timeout(_) => Error::HostNotFound,
            other => other,
        })
    }
}

//! The bytes between relay and agent, as `main/serve/relay/wire.ts` has them.

use crate::failure::Failure;
use crate::sys;
use std::env;
use std::os::unix::process::parent_id;
use std::process;

const PROTOCOL_AND_VERSION: &str = concat!("1 ", env!("CARGO_PKG_VERSION"));
const REQUEST_FRAME_LIMIT: usize = 64 * 1024;
const REQUEST_LIMIT: usize = 256 * 1024;
const REPLY_FRAME_LIMIT: usize = 1024 * 1024;
const HEAD_LENGTH: usize = 5;

const ENVIRONMENT_NAMES: [&str; 22] = [
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_REGION",
    "AWS_DEFAULT_REGION",
    "AWS_CONFIG_FILE",
    "AWS_SHARED_CREDENTIALS_FILE",
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR",
    "TERM",
    "COLUMNS",
    "LANG",
    "LC_ALL",
    "TZ",
    "SSH_CONNECTION",
    "SSH_TTY",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "BROWSER",
    "SIGNET_PASSPHRASE_FILE",
    "AWS_LOGIN_CACHE_DIRECTORY",
    "HOME",
];

/// The whole request, so that it leaves in one write.
pub fn encode_request(argv: &[String]) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::with_capacity(1024);
    let hello = format!("{PROTOCOL_AND_VERSION} {} {}", process::id(), parent_id());
    push_frame(&mut bytes, b'H', hello.as_bytes())?;
    if let Ok(this) = env::current_exe() {
        push_frame(&mut bytes, b'S', text_of(&this, "The path of this program")?.as_bytes())?;
    }
    for argument in argv {
        push_frame(&mut bytes, b'A', argument.as_bytes())?;
    }
    // A folder that was removed under us is no reason to refuse credentials.
    let folder = env::current_dir().unwrap_or_else(|_| "/".into());
    push_frame(&mut bytes, b'D', text_of(&folder, "The path of this folder")?.as_bytes())?;
    for name in ENVIRONMENT_NAMES {
        if let Some(value) = env::var_os(name) {
            let value = value
                .into_string()
                .map_err(|_| Failure::with_code(format!("{name} is not UTF-8 text."), 2))?;
            push_frame(&mut bytes, b'E', format!("{name}={value}").as_bytes())?;
        }
    }
    let terminals = [0, 1, 2].map(|fd| if sys::is_terminal(fd) { b'1' } else { b'0' });
    push_frame(&mut bytes, b'T', &terminals)?;
    push_frame(&mut bytes, b'G', b"")?;
    if bytes.len() > REQUEST_LIMIT {
        return Err(too_long());
    }
    Ok(bytes)
}

pub fn encode_answer(answer: Option<&str>) -> Vec<u8> {
    let payload = answer.map_or_else(|| "0".to_owned(), |text| format!("1{text}"));
    let mut bytes = Vec::new();
    // A line of a terminal is at most 4 KiB, but standard input need not be one.
    if push_frame(&mut bytes, b'I', payload.as_bytes()).is_err() {
        return encode_answer(None);
    }
    bytes
}

pub fn encode_held(is_held: bool) -> Vec<u8> {
    vec![0, 0, 0, 1, b'P', if is_held { b'1' } else { b'0' }]
}

fn push_frame(bytes: &mut Vec<u8>, kind: u8, payload: &[u8]) -> Result<(), Failure> {
    if payload.len() > REQUEST_FRAME_LIMIT {
        return Err(too_long());
    }
    bytes.extend_from_slice(&(payload.len() as u32).to_be_bytes());
    bytes.push(kind);
    bytes.extend_from_slice(payload);
    Ok(())
}

fn too_long() -> Failure {
    Failure::with_code("The command line is too long. An argument may have 64 KiB, all together 256 KiB.", 2)
}

fn text_of<'a>(path: &'a std::path::Path, what: &str) -> Result<&'a str, Failure> {
    path.to_str().ok_or_else(|| Failure::with_code(format!("{what} is not UTF-8 text."), 2))
}

pub struct Frame<'a> {
    pub kind: u8,
    pub payload: &'a [u8],
}

/// The first frame in `bytes` and its length with its head; nothing while it is not whole.
pub fn decode_frame(bytes: &[u8]) -> Result<Option<(Frame<'_>, usize)>, Failure> {
    let (length, kind) = match *bytes {
        [a, b, c, d, kind, ..] => (u32::from_be_bytes([a, b, c, d]) as usize, kind),
        _ => return Ok(None),
    };
    if length > REPLY_FRAME_LIMIT {
        return Err(not_understood());
    }
    let end = HEAD_LENGTH + length;
    Ok(bytes.get(HEAD_LENGTH..end).map(|payload| (Frame { kind, payload }, end)))
}

pub fn not_understood() -> Failure {
    Failure::new("The agent's answer was not understood. Restart it: signet agent stop")
}

/// What an `X` frame asks to become.
pub struct Program<'a> {
    pub argv: Vec<&'a str>,
    /// A variable without a value is taken away.
    pub env: Vec<(&'a str, Option<&'a str>)>,
}

pub fn decode_exec(payload: &[u8]) -> Option<Program<'_>> {
    let text = std::str::from_utf8(payload).ok()?.strip_suffix('\0')?;
    let mut words = text.split('\0');
    let count: usize = words.next()?.parse().ok()?;
    let argv: Vec<&str> = words.by_ref().take(count).collect();
    let env = words
        .map(|word| word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value))))
        .collect();
    (argv.len() == count && count > 0).then_some(Program { argv, env })
}

/**
 * What a command line must not turn on in a program that holds secrets: debuggers, and Chromium without its walls,
 * with a program of somebody else's for its pages, or with an account of what it does on the disk.
 * Chromium takes a switch after one dash or two, on Windows also after a slash.
 */
const refused =
  /^(?:no-sandbox|no-zygote-sandbox|disable-[a-z-]*sandbox|single-process|inspect|remote-debugging|remote-allow-origins|js-flags|disable-web-security|disable-site-isolation|disable-features|allow-running-insecure-content|ignore-certificate-errors|host-rules|host-resolver-rules|load-extension|disable-extensions-except|[a-z-]+-cmd-prefix|[a-z-]+-launcher|browser-subprocess-path|type=|wait-for-debugger|allow-sandbox-debugging|disable-kill-after-bad-ipc|allow-file-access|enable-tracing|trace-|ssl-version|ssl-key-log-file|log-net-log|net-log|unsafely-treat-insecure-origin-as-secure|require|import|experimental-loader|loader)/i

/** The first word that Signet does not start with; undefined where there is none (D8, T19). */
export function refusedSwitch(argv: readonly string[], platform: string): string | undefined {
  const prefix = platform === 'win32' ? /^(?:--?|\/)/ : /^--?/
  return argv.find((word) => prefix.test(word) && refused.test(word.replace(prefix, '')))
}

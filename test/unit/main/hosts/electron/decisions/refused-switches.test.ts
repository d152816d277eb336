import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { refusedSwitch } from '../../../../../../main/hosts/electron/decisions/refused-switches.ts'

const switches = [
  ...['no-sandbox', 'inspect', 'inspect-brk=127.0.0.1:1', 'inspect-port=0', 'remote-debugging-port=9222'],
  ...['remote-debugging-pipe', 'js-flags=--expose-gc', 'disable-gpu-sandbox', 'disable-setuid-sandbox'],
  ...[
    'disable-web-security',
    'ignore-certificate-errors',
    'host-resolver-rules=MAP * 127.0.0.1',
    'load-extension=/x',
  ],
  ...[
    'renderer-cmd-prefix=gdb',
    'utility-cmd-prefix=x',
    'gpu-launcher=x',
    'ssl-key-log-file=/tmp/k',
    'single-process',
  ],
  ...['browser-subprocess-path=/x', 'ppapi-plugin-launcher=x', 'plugin-launcher=x', 'zygote-cmd-prefix=gdb'],
  ...['type=renderer', 'wait-for-debugger-children', 'allow-sandbox-debugging', 'disable-kill-after-bad-ipc'],
  ...[
    'allow-file-access-from-files',
    'enable-tracing=*',
    'trace-startup-file=/tmp/t',
    'ssl-version-min=tls1',
  ],
]

describe('refusedSwitch', () => {
  it.each(switches)('finds --%s, after one dash, two, or a slash on Windows (T19)', (name) => {
    for (const prefix of ['--', '-']) {
      expect(refusedSwitch(['--background', `${prefix}${name}`], 'linux')).toBe(`${prefix}${name}`)
    }
    expect(refusedSwitch([`/${name}`], 'win32')).toBe(`/${name}`)
    // Elsewhere that is a path.
    expect(refusedSwitch([`/${name}`], 'linux')).toBeUndefined()
    expect(refusedSwitch([`--${name.toUpperCase()}`], 'darwin')).toBeDefined()
  })

  it('lets be what is no such switch', () => {
    const words = [
      '/opt/signet/app',
      '--background',
      '--ozone-platform=wayland',
      '--enable-features=X',
      'no-sandbox',
      '',
    ]
    expect(refusedSwitch(words, 'linux')).toBeUndefined()
  })

  it('never throws, whatever a command line holds', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => {
        refusedSwitch(words, 'win32')
      }),
      { numRuns: 10_000 },
    )
  })
})

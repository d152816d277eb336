import { describe, expect, it } from 'vitest'
import { credentialProcess, profileOfCredentialProcess } from '../../../../main/config/credential-process.ts'
import { InputError } from '../../../../main/kernel/errors.ts'

const rest = ['credential-process', '--profile', 'a']

describe('credentialProcess', () => {
  it.each([
    ['/usr/bin/signet', '/usr/bin/signet'],
    ['/opt/my tools/signet', '"/opt/my tools/signet"'],
    ["/opt/it's/signet", `"/opt/it's/signet"`],
    ['/opt/$HOME/signet', "'/opt/$HOME/signet'"],
    ['/opt/a\\b/signet', "'/opt/a\\b/signet'"],
    ['/opt/a"b/signet', `'/opt/a"b/signet'`],
    ["/opt/$it's/signet", `'/opt/$it'"'"'s/signet'`],
    ['/opt/büro/signet', '"/opt/büro/signet"'],
    ['/opt/a#b/signet', '"/opt/a#b/signet"'],
    ['/opt/a=b/signet', '"/opt/a=b/signet"'],
    ['~/signet', '"~/signet"'],
    ['/opt/*/signet', '"/opt/*/signet"'],
    ['/opt/a;b/signet', '"/opt/a;b/signet"'],
  ])('quotes %s only where it must', (program, quoted) => {
    expect(credentialProcess([program, ...rest], 'posix')).toBe(`${quoted} credential-process --profile a`)
  })

  it('keeps a pair of quotes from standing round the whole line, which the Go SDK takes off', () => {
    expect(credentialProcess(['/a b', 'c d'], 'posix')).toBe(`'/a b' "c d"`)
  })

  it.each([
    ['C:\\Tools\\signet.exe', 'C:\\Tools\\signet.exe'],
    ['C:\\Program Files\\Signet\\signet.exe', '"C:\\Program Files\\Signet\\signet.exe"'],
    ['C:\\Büro\\signet.exe', 'C:\\Büro\\signet.exe'],
  ])('quotes %s for Windows', (program, quoted) => {
    expect(credentialProcess([program, ...rest], 'windows')).toBe(`${quoted} credential-process --profile a`)
  })

  it.each([
    ['posix', ['/opt/a\nb']],
    ['posix', ['/opt/a\rb']],
    ['posix', ['/opt/a\u0000b']],
    ['posix', ['/opt/a\tb']],
    ['posix', ['/opt/a #b']],
    ['posix', ['/opt/a ;b']],
    ['posix', ['']],
    ['posix', ['/opt/\ud800']],
    ['windows', ['C:\\Program Files (x86)\\signet.exe']],
    ['windows', ['C:\\a&b\\signet.exe']],
    ['windows', ['C:\\%TEMP%\\signet.exe']],
    ['windows', ['C:\\a b\\']],
    ['windows', ['signet.exe', 'a b']],
    ['windows', ['signet.exe', 'a%b%c']],
  ] as const)('refuses on %s %j (T25)', (rules, words) => {
    expect(() => credentialProcess([...words, ...rest], rules)).toThrow(InputError)
  })
})

describe('credentialProcess of one word', () => {
  it('refuses what would need a pair of quotes round the whole value', () => {
    expect(credentialProcess(['/opt/signet'], 'posix')).toBe('/opt/signet')
    expect(() => credentialProcess(['/opt/a b'], 'posix')).toThrow(InputError)
  })
})

describe('profileOfCredentialProcess', () => {
  it.each([
    ['/usr/bin/signet credential-process --profile a', 'a'],
    ['"/opt/my tools/signet" credential-process --profile a.b', 'a.b'],
    ['/usr/bin/node /opt/relay.mjs credential-process --profile a', 'a'],
    ['"C:\\Program Files\\Signet\\signet.exe" credential-process --profile a', 'a'],
    ['signet credential-process --profile a --region x', 'a'],
    ['aws-sso-util credential-process --profile a', undefined],
    ['/usr/bin/signet-not credential-process --profile a', undefined],
    ['signet credential-process', undefined],
    ['credential-process --profile a', undefined],
    ['aws-vault exec a --json', undefined],
    ['"/usr/bin/signet credential-process --profile a', undefined],
    ['', undefined],
  ])('finds in %j the profile %j', (line, profile) => {
    expect(profileOfCredentialProcess(line)).toBe(profile)
  })
})

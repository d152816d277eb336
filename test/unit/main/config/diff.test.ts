import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffLines } from '../../../../main/config/diff.ts'

/** Applies a diff whose lines are all shown in full. */
function patched(before: string, diff: readonly string[]): string {
  const lines = before.split('\n')
  const result: string[] = []
  let at = 0
  for (const line of diff) {
    const start = /^@@ -(\d+),(\d+) /.exec(line)
    if (start) {
      const first = start[2] === '0' ? Number(start[1]) : Number(start[1]) - 1
      while (at < first) result.push(lines[at++] ?? '')
    } else if (line.startsWith('+')) result.push(line.slice(1))
    else {
      expect(lines[at]).toBe(line.slice(1))
      if (line.startsWith(' ')) result.push(lines[at] ?? '')
      at += 1
    }
  }
  return [...result, ...lines.slice(at)].join('\n')
}

describe('diffLines', () => {
  it('is empty for equal texts', () => {
    expect(diffLines('a\n', 'a\n')).toEqual([])
  })

  it('shows hunks with three lines round each change', () => {
    const before = Array.from({ length: 20 }, (_, index) => `k${index} = v\n`).join('')
    const after = before.replace('k4 = v\n', 'k4 = w\n').replace('k15 = v\n', '')
    expect(diffLines(before, after)).toEqual([
      '@@ -2,7 +2,7 @@',
      ...[' k1 = v', ' k2 = v', ' k3 = v', '-k4 = v', '+k4 = w', ' k5 = v', ' k6 = v', ' k7 = v'],
      '@@ -13,7 +13,6 @@',
      ...[' k12 = v', ' k13 = v', ' k14 = v', '-k15 = v', ' k16 = v', ' k17 = v', ' k18 = v'],
    ])
  })

  it('shows a new file', () => {
    expect(diffLines('', '[a]\nk = v\n')).toEqual(['@@ -0,0 +1,2 @@', '+[a]', '+k = v'])
  })

  it('can be applied', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 })
      .map((all) => all.map((x) => `${x}\n`).join(''))
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(patched(before, diffLines(before, after))).toBe(after)
      }),
      { numRuns: 3_000 },
    )
  })

  it('shows a long change whole', () => {
    const many = (sign: string) => Array.from({ length: 3_000 }, (_, index) => `${sign}${index}\n`).join('')
    expect(diffLines(many('a'), many('b'))).toHaveLength(6_001)
  })

  it('shows few lines of a long text that is changed all over, and can be applied', () => {
    const section = (at: number) => `[profile p${at}]\nregion = x\n\n`
    const many = Array.from({ length: 3_000 }, (_, at) => section(at))
    const before = many.join('')
    const after = many.filter((_, at) => at % 30 > 0).join('')
    const diff = diffLines(before, after)
    expect(diff.filter((line) => line.startsWith('-'))).toHaveLength(300)
    expect(diff.filter((line) => line.startsWith('+'))).toEqual([])
    expect(patched(before, diff)).toBe(after)
  })

  it.each([
    'aws_secret_access_key = S3CR3T',
    'aws_secret_access_key=S3CR3T',
    'AWS_SECRET_ACCESS_KEY : S3CR3T',
    '# aws_secret_access_key = S3CR3T',
    'aws_secret_access_key S3CR3T',
    'aws_session_token = S3CR3T',
    'aws_security_token = S3CR3T',
    'aws_secret_access_key =\n  S3CR3T\n\n  S3CR3T',
    '  aws_secret_access_key = x\n    S3CR3T',
    'credential_process = /bin/x --token S3CR3T',
    'credential_process = /bin/x --password=S3CR3T',
  ])('never shows a secret, changed or not: %j', (line) => {
    const before = `[a]\n${line}\nk = v\n`
    for (const after of [`[a]\n${line}\nk = w\n`, '[a]\nk = v\n', '']) {
      expect(diffLines(before, after).join('\n')).not.toContain('S3CR3T')
      expect(diffLines(after, before).join('\n')).not.toContain('S3CR3T')
    }
  })

  it('shows names and paths that are no secret', () => {
    const before = '[a]\nweb_identity_token_file = /run/token\naws_access_key_id = AKIA1\n'
    expect(diffLines(before, '')).toEqual([
      '@@ -1,3 +0,0 @@',
      '-[a]',
      '-web_identity_token_file = /run/token',
      '-aws_access_key_id = AKIA1',
    ])
  })
})

import { describe, expect, it } from 'vitest'
import { terminal } from '../../../../../main/serve/terminal/terminal.ts'
import type { Verb } from '../../../../../main/serve/terminal/verb.ts'
import { type TerminalActions, verbs } from '../../../../../main/serve/terminal/verbs.ts'
import { FakeTerminal, terminalRequest } from '../../../../fakes/terminal-io.ts'

/** Every action of these is one that must not be asked: whatever reaches it has been taken for a wish. */
function forbidden(path: string): unknown {
  const called = () => {
    throw new Error(`${path} was asked`)
  }
  return new Proxy(called, { get: (_target, name) => forbidden(`${path}.${String(name)}`) })
}
const all = verbs(forbidden('actions') as TerminalActions)
const everyVerb = all.flatMap((verb): readonly Verb[] => [verb, ...(verb.commands ?? [])])
const handle = terminal({ verbs: all, version: '1', log: { note: () => undefined }, now: () => 0 })

async function run(...argv: string[]) {
  const io = new FakeTerminal()
  const code = await handle(terminalRequest(argv), io)
  return { code, out: io.stdout, err: io.stderr }
}

describe('verbs', () => {
  const wordless = everyVerb.filter(
    ({ usage, name }) => /^(\[[a-z|-]+\])?$/.test(usage) && name !== 'complete',
  )
  it('has verbs that take no word', () => expect(wordless.length).toBeGreaterThan(20))

  it.each(wordless.map(({ name }) => name))(
    'does nothing for "signet %s" with a word that means nothing there',
    async (name) => {
      const { code, out, err } = await run(...name.split(' '), 'surplus')
      expect([code, out]).toEqual([2, ''])
      expect(err).toMatch(/^signet: .+/)
    },
  )

  it.each(everyVerb.filter(({ options }) => options.profile).map(({ name, options }) => [name, options]))(
    'takes -P for --profile in "signet %s"',
    (_name, { profile }) => expect(profile).toMatchObject({ letter: 'P', value: 'NAME' }),
  )

  it.each(
    everyVerb.filter(({ name }) => name.includes(' ')).map(({ name, summary }) => [name, summary] as const),
  )('explains "signet %s" alone, by help and by --help', async (name, summary) => {
    const words = name.split(' ')
    const { out } = await run('help', ...words)
    expect(out.startsWith(`${summary}\n\nUsage: signet ${name}`)).toBe(true)
    expect(out.match(/^Usage: /gm)).toHaveLength(1)
    expect((await run(...words, '--help')).out).toBe(out)
  })

  it('takes an option of the endpoints for nothing else', async () => {
    expect(await run('doctor', '--region', 'us-east-1')).toEqual({
      ...{ code: 2, out: '' },
      err: 'signet: --region goes with: signet doctor endpoints\n',
    })
  })

  it('offers the words below a verb one after the other', async () => {
    const offered = async (...words: string[]) =>
      (await run('complete', '--', ...words)).out.split('\n').filter(Boolean)
    expect(await offered('console-access', 's')).toEqual(['statements', 'status'])
    expect(await offered('console-access', 'statements', '')).toEqual(['add', 'list', 'remove'])
    expect(await offered('console-access', 'statements', 'add', '--source-i')).toEqual(['--source-ip'])
    expect(await offered('config', 'u')).toEqual(['undo'])
  })
})

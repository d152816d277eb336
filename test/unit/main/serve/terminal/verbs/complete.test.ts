import { describe, expect, it } from 'vitest'
import type { CompletionNames } from '../../../../../../main/actions/profiles/completion-names.ts'
import { VaultError } from '../../../../../../main/kernel/errors.ts'
import { flag, text } from '../../../../../../main/serve/terminal/arguments.ts'
import { terminal } from '../../../../../../main/serve/terminal/terminal.ts'
import { type Verb, verb } from '../../../../../../main/serve/terminal/verb.ts'
import { verbGroup } from '../../../../../../main/serve/terminal/verb-group.ts'
import { complete } from '../../../../../../main/serve/terminal/verbs/complete.ts'
import { FakeTerminal, terminalRequest } from '../../../../../fakes/terminal-io.ts'

const plain = (name: string, more: Partial<Parameters<typeof verb>[0]> = {}) =>
  verb({ name, summary: '', options: {}, run: () => 0, ...more })

const verbs: readonly Verb[] = [
  plain('use', { completes: 'profiles', options: { here: flag(''), restore: flag('') } }),
  verbGroup(plain('profiles', { options: { tag: text('TAG', '') } }), [
    plain('profiles list'),
    plain('profiles rename', { completes: 'profiles' }),
    plain('profiles pin', { completes: 'profiles', takesSeveral: true, isHidden: true }),
  ]),
  plain('exec', { options: { profile: text('NAME', ''), session: text('NAME', '') } }),
  plain('shell-init', { completes: ['bash', 'zsh'] }),
  plain('prompt', { isHidden: true }),
]

const names: CompletionNames = async (kind) => {
  if (kind === 'session') throw new VaultError('vault-locked', 'locked', 'unlock')
  return kind === 'tag'
    ? ['money']
    : ['shop-dev', 'shop-prod', 'odd $(touch x)', 'hidden\u001b[2J', 'two\nlines']
}

async function completions(...words: string[]): Promise<readonly string[]> {
  const io = new FakeTerminal()
  const handle = terminal({
    verbs: [complete(names, () => verbs)],
    version: '1',
    log: { note: () => undefined },
    now: () => 0,
  })
  expect(await handle(terminalRequest(['complete', '--', ...words]), io)).toBe(0)
  return io.stdout.split('\n').filter(Boolean)
}

describe('complete', () => {
  it.each([
    [[''], ['exec', 'help', 'profiles', 'shell-init', 'use']],
    [[], ['exec', 'help', 'profiles', 'shell-init', 'use']],
    [['pro'], ['profiles']],
    [['nothing', ''], []],
    [
      ['use', 'shop'],
      ['shop-dev', 'shop-prod'],
    ],
    [['use', '--here', 'shop-p'], ['shop-prod']],
    [
      ['use', '--'],
      ['--here', '--restore'],
    ],
    [['use', 'shop-dev', ''], []],
    [['profiles', 'pin', 'shop-dev', 'shop'], ['shop-prod']],
    [['profiles', 'rename', 'shop-dev', ''], []],
    [
      ['profiles', ''],
      ['list', 'rename'],
    ],
    [['profiles', 'rename', 'shop-d'], ['shop-dev']],
    [['profiles', '--tag', ''], ['money']],
    [['exec', '--profile', 'shop-d'], ['shop-dev']],
    [['exec', '--profile=shop-d'], ['--profile=shop-dev']],
    [
      ['shell-init', ''],
      ['bash', 'zsh'],
    ],
    [['help', 'pr'], ['profiles']],
  ])('of %j gives %j', async (words, found) => {
    expect(await completions(...words)).toEqual(found)
  })

  it('offers no name that a terminal would obey, one line each, and no noise for a locked vault', async () => {
    expect(await completions('use', '')).toEqual(['odd $(touch x)', 'shop-dev', 'shop-prod'])
    expect(await completions('exec', '--session', '')).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { changeFrom, changeKey } from '../../../../renderer/features/config/change-key.ts'
import { adviceParts, byGroup, commandsIn, mendsOf } from '../../../../renderer/features/config/mends.ts'

const finding = (
  verdict: 'ok' | 'note' | 'warning' | 'problem',
  subject = 'x',
  advice: string | null = null,
) => ({
  ...{ subject, verdict, text: '', advice },
})

describe('commandsIn', () => {
  it.each([
    [
      'See what there is: signet import --dry-run. Take over with "signet import", then delete.',
      ['signet import --dry-run', 'signet import'],
    ],
    ['See them: signet doctor config', ['signet doctor config']],
    ['The first "signet login" makes it.', ['signet login']],
    ['Set this machine’s clock.', []],
  ])('finds what can be copied: %s', (text, commands) => {
    expect(commandsIn(text)).toEqual(commands)
  })
})

describe('adviceParts', () => {
  it('sets commands apart from words, whole, and loses nothing', () => {
    const advice = [
      'Unset it, or with "signet import" take over:',
      'unset AWS_ENDPOINT_URL_STS; signet agent stop',
      `\${EDITOR:-vi} +4 '/home/Ada L/.aws/config'`,
      "signet login --profile 'My: Team' --adopt",
    ].join('\n')
    expect(adviceParts(advice)).toEqual([
      { kind: 'words', text: 'Unset it, or with' },
      { kind: 'command', text: 'signet import' },
      { kind: 'words', text: 'take over:' },
      { kind: 'command', text: 'unset AWS_ENDPOINT_URL_STS; signet agent stop' },
      { kind: 'command', text: `\${EDITOR:-vi} +4 '/home/Ada L/.aws/config'` },
      { kind: 'command', text: "signet login --profile 'My: Team' --adopt" },
    ])
    expect(adviceParts('Nothing needs to be done.')).toEqual([
      { kind: 'words', text: 'Nothing needs to be done.' },
    ])
  })
})

describe('mendsOf', () => {
  it('unlocks a locked vault, and takes over what lies in the clear; nothing where all is well', () => {
    const takeOver = 'Take over with "signet import".'
    expect([
      mendsOf(finding('problem', 'vault'), 'locked').action,
      mendsOf(finding('problem', 'vault'), 'open').action,
      mendsOf(finding('warning', 'AWS CLI sign-ins', takeOver), 'open').action,
      mendsOf(finding('ok', 'AWS CLI sign-ins'), 'open').action,
    ]).toEqual(['unlock', undefined, 'takeOver', undefined])
  })
})

describe('byGroup', () => {
  it('puts problems before warnings, and leaves empty groups out', () => {
    const found = [finding('ok'), finding('warning'), finding('problem')]
    expect(
      byGroup(found).map(({ group, findings }) => [group, findings.map(({ verdict }) => verdict)]),
    ).toEqual([
      ['mend', ['problem', 'warning']],
      ['ok', ['ok']],
    ])
  })
})

describe('changeFrom', () => {
  it('comes back as it was, and is the newest of the config for anything else', () => {
    const change = { file: 'credentials', number: 12 } as const
    expect(changeFrom(changeKey(change))).toEqual(change)
    const newest = { file: 'config', number: 1 }
    expect([undefined, 'config:0', 'x:1', 'config:1; rm'].map(changeFrom)).toEqual([
      newest,
      newest,
      newest,
      newest,
    ])
  })
})

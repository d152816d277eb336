import { describe, expect, it } from 'vitest'
import { watchProblems } from '../../../../../main/actions/config/watch-problems.ts'
import { InputError } from '../../../../../main/kernel/errors.ts'
import type { FindingView } from '../../../../../preload/contract/views.ts'

const asking = { env: {}, cwd: '/' }
const finding = (subject: string, verdict: FindingView['verdict']): FindingView => ({
  ...{ subject, verdict, text: subject, advice: null },
})

function scene() {
  const state = { text: 'a', judged: 0, looked: 0, isBroken: false, isFollowed: true }
  const file = () => ({ text: state.text, lineEnd: '\n' })
  const watched = watchProblems({
    awsFiles: {
      locations: () => ({ configPath: '/c', credentialsPath: '/d' }) as never,
      async read() {
        if (state.isBroken) throw new InputError('config-invalid', 'cannot be read', 'fix-config')
        return { config: file(), credentials: file(), shared: { profiles: new Map() } } as never
      },
    },
    async diagnoseConfig() {
      state.judged += 1
      return [finding('/c:1', state.text === 'a' ? 'problem' : 'ok')]
    },
    async diagnose() {
      state.looked += 1
      return [finding('AWS config', 'problem'), finding('vault', 'warning'), finding('clock', 'note')]
    },
    readDefault: async () => ({
      ...{ profile: 'dev', previous: null, since: 1, warnings: [] },
      isFollowed: state.isFollowed,
    }),
    now: () => 7,
  })
  return { state, watched }
}

describe('watchProblems', () => {
  it('judges the files only when their text is another, and never asks for more by itself', async () => {
    const { state, watched } = scene()
    const first = await watched.read(asking)
    await watched.read(asking)
    expect([first, state.judged, state.looked]).toEqual([
      { findings: [finding('/c:1', 'problem')], toMend: 1, checkedAt: null },
      1,
      0,
    ])
    state.text = 'b'
    expect([(await watched.read(asking)).toMend, state.judged]).toEqual([0, 2])
  })

  it('keeps the last look at everything, without the line that only sums up the config', async () => {
    const { watched } = scene()
    await watched.check(asking, AbortSignal.timeout(5_000))
    const { findings, toMend, checkedAt } = await watched.read(asking)
    expect([findings.map(({ subject }) => subject), toMend, checkedAt]).toEqual([
      ['/c:1', 'vault', 'clock'],
      2,
      7,
    ])
  })

  it('says that a file cannot be read, and goes on', async () => {
    const { state, watched } = scene()
    state.isBroken = true
    const { findings, toMend } = await watched.read(asking)
    expect([findings[0]?.text, toMend]).toEqual(['cannot be read', 1])
  })

  it('counts a [default] that no longer asks Signet, though a profile was chosen', async () => {
    const { state, watched } = scene()
    await watched.read(asking)
    state.isFollowed = false
    const { findings, toMend } = await watched.read(asking)
    expect([findings[0], toMend]).toMatchObject([
      { subject: '[default]', verdict: 'warning', advice: 'Have it follow again: signet use dev' },
      2,
    ])
  })
})

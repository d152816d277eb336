import { describe, expect, it } from 'vitest'
import { terminal } from '../../../../../../main/serve/terminal/terminal.ts'
import { sessions } from '../../../../../../main/serve/terminal/verbs/sessions.ts'
import type { SessionSummaryView } from '../../../../../../preload/contract/views.ts'
import { FakeTerminal, terminalRequest } from '../../../../../fakes/terminal-io.ts'

const now = Date.parse('2026-01-02T03:04:05Z')

const view = (changes: Partial<SessionSummaryView> = {}): SessionSummaryView => ({
  id: 'identity-center:corp',
  kind: 'identity-center',
  name: 'corp',
  where: 'https://d-1234567890.awsapps.com/start',
  region: 'eu-central-1',
  state: 'active',
  expiresAt: now + 50 * 60_000,
  renews: true,
  fault: null,
  profiles: 12,
  ...changes,
})

async function shown(views: readonly SessionSummaryView[], ...argv: string[]): Promise<string> {
  const io = new FakeTerminal()
  const verbs = [sessions(async () => views)]
  const handle = terminal({ verbs, version: '1', log: { note: () => undefined }, now: () => now })
  expect([await handle(terminalRequest(['sessions', ...argv]), io), io.stderr]).toEqual([0, ''])
  return io.stdout
}

describe('sessions', () => {
  it('shows who is signed in where, until when, and for how many profiles', async () => {
    const views = [
      view(),
      view({ name: 'lab', renews: false, state: 'waiting', profiles: 0 }),
      view({ name: 'old', state: 'ended', fault: 'session-expired', expiresAt: null, renews: false }),
      view({ kind: 'signin', name: 'user/me', where: '111122223333', expiresAt: now - 1, profiles: 1 }),
      view({ name: 'past', expiresAt: null, renews: false }),
    ]
    expect((await shown(views)).split('\n')).toEqual([
      'STATE          NAME     KIND             WHERE                                   REGION        UNTIL                PROFILES',
      'active         corp     Identity Center  https://d-1234567890.awsapps.com/start  eu-central-1  50 min, then renews  12',
      'waiting        lab      Identity Center  https://d-1234567890.awsapps.com/start  eu-central-1  50 min               0',
      'sign in again  old      Identity Center  https://d-1234567890.awsapps.com/start  eu-central-1  session-expired      12',
      'active         user/me  AWS Sign-In      111122223333                            eu-central-1  renews on request    1',
      'active         past     Identity Center  https://d-1234567890.awsapps.com/start  eu-central-1  sign in again        12',
      '',
    ])
  })

  it('teaches the first step while nobody is signed in', async () => {
    expect(await shown([])).toBe('Nobody is signed in. Start with: signet login\n')
  })

  it('gives JSON, and prints hostile names safely in either form (T25)', async () => {
    const views = [view({ name: 'co\u001b[2Jrp', where: 'https://x/\u202e' })]
    expect(await shown(views)).toContain('co?[2Jrp')
    const json = await shown(views, '--json')
    expect([json.includes('\u202e'), JSON.parse(json)]).toEqual([false, views])
  })
})

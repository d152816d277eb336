import { describe, expect, it } from 'vitest'
import { terminal } from '../../../../../../main/serve/terminal/terminal.ts'
import { status } from '../../../../../../main/serve/terminal/verbs/status.ts'
import { type StatusView, statusViewSchema } from '../../../../../../preload/contract/views.ts'
import { FakeTerminal, terminalRequest } from '../../../../../fakes/terminal-io.ts'

const now = Date.parse('2026-01-02T03:04:05Z')

const view = (changes: Partial<StatusView> = {}): StatusView => ({
  agent: { pid: 7, version: '1.2.3', startedAt: now - 3_600_000, socket: '/run/agent.sock' },
  vault: { state: 'open', key: 'key-store', path: '/state/vault.age', durable: true, notices: [] },
  clockOffsetInMilliseconds: 300,
  endpointOverrides: {},
  sessions: [],
  ...changes,
})

const session = (changes: Partial<StatusView['sessions'][number]> = {}): StatusView['sessions'][number] => ({
  id: 'one',
  kind: 'signin',
  principalArn: 'arn:aws:sts::111122223333:assumed-role/Developer/alice',
  accountId: '111122223333',
  name: null,
  startUrl: null,
  region: 'eu-central-1',
  state: 'active',
  signedInAt: now,
  credentialsExpireAt: now + 12 * 60_000,
  nextRenewalAt: null,
  fault: null,
  profiles: ['dev', 'shop'],
  ...changes,
})

async function shown(answer: StatusView, ...options: string[]): Promise<string> {
  const io = new FakeTerminal()
  const handle = terminal({
    verbs: [status(async () => answer)],
    version: '1.2.3',
    log: { note: () => undefined },
    now: () => now,
  })
  expect(await handle(terminalRequest(['status', ...options]), io)).toBe(0)
  return io.stdout
}

describe('status', () => {
  it('teaches the next step while nobody is signed in', async () => {
    expect(await shown(view({ vault: { ...view().vault, state: 'absent', key: null } }))).toBe(
      'Nobody is signed in. Start with: signet login\n\n' +
        'Vault   none yet; the first sign-in makes it\n' +
        'Agent   pid 7, version 1.2.3, up 60 min\n' +
        'Clock   agrees with AWS\n',
    )
  })

  it('shows what stands between the agent and AWS, and who put it there (T14)', async () => {
    const network = {
      proxy: {
        from: 'terminal' as const,
        https: 'http://gate:1',
        http: 'http://gate:1',
        exceptions: '.internal',
      },
      authorities: [
        { subject: 'CN=Com\u202epany', issuer: 'x', fingerprint: 'AB', endsAt: now, from: '/root.pem' },
      ],
      ...{ isNetworkReadable: true, path: '/state/network.json' },
    }
    expect((await shown(view({ network }))).split('\n').slice(5)).toEqual([
      'Proxy   http://gate:1 (set by signet settings), not for .internal',
      'Trusts  CN=Com?pany (added from /root.pem; see: signet settings)',
      '',
    ])
    const proxy = { from: 'environment' as const, https: 'http://gate:1', http: null, exceptions: null }
    expect(await shown(view({ network: { ...network, proxy, authorities: [] } }))).toContain(
      "Proxy   http://gate:1 (from the agent's environment)\n",
    )
    expect(await shown(view({ network: { ...network, isNetworkReadable: false } }))).toContain(
      'Network /state/network.json cannot be read, or is not yours alone: nothing is sent. See: signet doctor\n',
    )
  })

  it('shows who, where, until when and for which profiles', async () => {
    const sessions = [
      session(),
      session({ id: 'two', state: 'ended', fault: 'session-expired', profiles: [] }),
      session({ id: 'three', state: 'waiting', credentialsExpireAt: null }),
    ]
    expect((await shown(view({ sessions }))).split('\n').slice(0, 4)).toEqual([
      'STATE          ACCOUNT       PRINCIPAL                     REGION        CREDENTIALS      PROFILES',
      'active         111122223333  assumed-role/Developer/alice  eu-central-1  12 min           dev, shop',
      'sign in again  111122223333  assumed-role/Developer/alice  eu-central-1  session-expired  no profile',
      'waiting        111122223333  assumed-role/Developer/alice  eu-central-1  on request       dev, shop',
    ])
  })

  it('shows an Identity Center session by its name', async () => {
    const center = { kind: 'identity-center', principalArn: null, accountId: null, name: 'work' } as const
    const text = await shown(
      view({ sessions: [session({ ...center, startUrl: 'https://x.awsapps.com/start' })] }),
    )
    expect(text.split('\n')[1]).toMatch(/^active +work \(Identity Center\) +eu-central-1 +12 min +dev, shop$/)
  })

  it('says what is not as it should be', async () => {
    const text = await shown(
      view({
        vault: { ...view().vault, durable: false, notices: ['A damaged vault is kept.'] },
        clockOffsetInMilliseconds: -3 * 3_600_000,
        endpointOverrides: { signin: 'http://127.0.0.1:1/' },
      }),
    )
    expect(text).toContain('not saved: a restart would lose changes')
    expect(text).toContain('3 h ahead of AWS; Signet corrects for it, other tools may not')
    expect(text).toContain('Endpoint signin = http://127.0.0.1:1/')
    expect(text).toContain('A damaged vault is kept.')
  })

  it('points at unlock while the vault is locked', async () => {
    expect(await shown(view({ vault: { ...view().vault, state: 'locked' } }))).toContain(
      'Open it with: signet unlock',
    )
  })

  it('gives the whole view as JSON, and no field that its schema does not have', async () => {
    const json: unknown = JSON.parse(await shown(view({ sessions: [session()] }), '--json'))
    expect(json).toEqual(statusViewSchema.parse(json))
  })
})

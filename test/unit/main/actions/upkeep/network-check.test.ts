import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../../../main/actions/upkeep/diagnose.ts'
import { networkScene as scene } from '../../../../fakes/network-scene.ts'

const { signal } = new AbortController()
const found = async (...of: Parameters<typeof scene>) =>
  (await diagnose([scene(...of)])({ env: {}, cwd: '/' }, signal)).map(({ verdict, text, advice }) => ({
    ...{ verdict, text, advice },
  }))

describe('networkCheck', () => {
  it('has nothing to say where nothing stands between', async () => {
    expect(await found()).toEqual([
      { verdict: 'ok', text: 'no proxy, and the certificates of the system', advice: null },
    ])
  })

  it('says by which proxy the agent goes out, and who set it, without a password (T15)', async () => {
    const text = 'goes out by http://gate.example:3128, set by signet settings proxy (/state/network.json)'
    expect(await found({ proxy: { url: 'http://gate.example:3128' } })).toEqual([
      { verdict: 'note', text, advice: null },
    ])
    expect(await found({ env: { HTTPS_PROXY: 'http://me:secret@gate.example:3128' } })).toEqual([
      {
        ...{ verdict: 'note', advice: null },
        text: 'goes out by http://gate.example:3128, from the agent’s environment',
      },
    ])
  })

  it('says that nothing is sent where others may write the file', async () => {
    expect(await found({ isDamaged: true })).toEqual([
      {
        verdict: 'problem',
        text: '/state/network.json cannot be read, or is not yours alone: nothing is sent',
        advice:
          'Look who wrote it. To begin anew, and then add again what it had:\nls -l /state/network.json\nsignet settings proxy --reset',
      },
    ])
  })

  it('names whose certificates are taken, and from which file', async () => {
    expect(await found({ added: [{ from: '/c/root.pem' }] })).toEqual([
      { verdict: 'ok', text: 'no proxy', advice: null },
      {
        ...{ verdict: 'note', advice: null },
        text: 'takes certificates of CN=Company too, added from /c/root.pem, until 2030-01-01',
      },
    ])
  })

  it.each([
    ['is gone, or cannot be read', { isGone: true }, 'signet settings ca-file --reset'],
    ['can be changed by others', { mode: 0o664 }, 'chmod go-w /c/root.pem'],
    ['has changed since then', { isOther: true }, 'signet settings ca-file /c/root.pem'],
  ])('warns of a file of authorities that %s (T14)', async (words, changes, command) => {
    const [, , warning, ...more] = await found({ added: [{ from: '/c/root.pem', ...changes }] })
    expect([warning?.verdict, warning?.text, warning?.advice?.split('\n')[1], more]).toEqual([
      'warning',
      `/c/root.pem, which authorities were taken from, ${words}; what you confirmed then still counts`,
      command,
      [],
    ])
  })

  it('warns of an authority that has ended, and how to put another in its place', async () => {
    const [, ended] = await found({ added: [{ from: '/c/root.pem', endsAt: Date.parse('2026-01-01') }] })
    expect(ended).toEqual({
      verdict: 'warning',
      text: 'the added authority CN=Company ended on 2026-01-01: what it vouches for is refused',
      advice:
        'Add the one that came after it, or take out all that were added:\nsignet settings ca-file FILE\nsignet settings ca-file --reset',
    })
  })

  it('has no more to say of a file that was added again after a change', async () => {
    const all = await found({
      added: [{ from: '/c/root.pem' }, { from: '/c/root.pem', subject: 'CN=Old', isOld: true }],
    })
    expect(all.map(({ verdict }) => verdict)).toEqual(['ok', 'note', 'note'])
  })

  it('looks at a file once, however many authorities it had', async () => {
    const both = { from: '/c/root.pem', mode: 0o666 }
    const all = await found({ added: [both, { ...both, subject: 'CN=Second' }] })
    expect(all.map(({ verdict }) => verdict)).toEqual(['ok', 'note', 'note', 'warning'])
  })
})

import { describe, expect, it } from 'vitest'
import { listProfiles } from '../../../../../../main/actions/profiles/list-profiles.ts'
import { showProfile } from '../../../../../../main/actions/profiles/show-profile.ts'
import { terminal } from '../../../../../../main/serve/terminal/terminal.ts'
import { profiles } from '../../../../../../main/serve/terminal/verbs/profiles.ts'
import { profilesShow } from '../../../../../../main/serve/terminal/verbs/profiles-show.ts'
import type { ProfileUseView } from '../../../../../../preload/contract/profile-views.ts'
import { profileScene } from '../../../../../fakes/profile-scene.ts'
import { FakeTerminal, terminalRequest } from '../../../../../fakes/terminal-io.ts'

const ours = (name: string) =>
  `[profile ${name}]\ncredential_process = /opt/signet credential-process --profile ${name}\n`
const minute = 60_000

function scene(uses: Record<string, ProfileUseView>, isLocked = false) {
  const { rooms } = profileScene({ config: ours('dev') + ours('prod') })
  const view = () => ({ ...rooms.door.view(), state: isLocked ? ('locked' as const) : ('open' as const) })
  const lists = {
    ...rooms,
    door: { ...rooms.door, view },
    uses: { read: () => uses, load: async () => undefined },
  }
  return async (...words: string[]) => {
    const io = new FakeTerminal()
    const verbs = [profiles(listProfiles(lists)), profilesShow(showProfile(lists))]
    const handle = terminal({ verbs, version: '1', now: () => 0, log: { note: () => undefined } })
    await handle(terminalRequest(words, { env: { TERM: '' } }), io)
    return io.stdout + io.stderr
  }
}

describe('signet profiles', () => {
  it('says how long the credentials at hand live, and who got them last', async () => {
    const run = scene({
      dev: {
        credentials: { expiresAt: 52 * minute, givenAt: -8 * minute },
        handedOut: { at: -3 * minute, to: { pid: 7, exe: '/usr/bin/terraform' } },
      },
    })
    expect(await run('profiles')).toMatch(/^dev\s.* active, 52 min left\s*$/m)
    expect(await run('profiles')).toMatch(/^prod\s.* active\s*$/m)
    const shown = await run('profiles show', 'dev')
    expect(shown).toMatch(/State\s+active, 52 min left/)
    expect(shown).toMatch(/Last used\s+by terraform, 3 min ago/)
  })

  it('says that the vault is locked, and not that nobody is signed in', async () => {
    expect(await scene({}, true)('profiles')).toMatch(/^dev\s.* vault locked\s*$/m)
  })
})

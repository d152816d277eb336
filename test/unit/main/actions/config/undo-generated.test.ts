import { describe, expect, it } from 'vitest'
import { generateProfiles } from '../../../../../main/actions/profiles/generate-profiles.ts'
import type { AssignedRole } from '../../../../../main/config/profile-names.ts'
import { configPath, profileScene } from '../../../../fakes/profile-scene.ts'
import { identityCenterSession } from '../../../../fakes/session-records.ts'

const corp = identityCenterSession('corp')
const role = (accountName: string, accountId: string): AssignedRole => ({
  accountId,
  accountName,
  roleName: 'Admin',
})

async function scene() {
  const made = profileScene({ config: '# mine\n' })
  await made.vault.update((contents) => ({ ...contents, sessions: [...contents.sessions, corp] }))
  let roles: readonly AssignedRole[] = []
  const generate = (now: readonly AssignedRole[]) => {
    roles = now
    return generateProfiles({ ...made.rooms, rolesOf: async () => roles })(
      {
        ...made.asking,
        ...{
          session: 'corp',
          template: undefined,
          filter: undefined,
          region: undefined,
          relay: ['/opt/signet'],
        },
        ...{ prune: true, dryRun: false, isConfirmed: true, signal: new AbortController().signal },
      },
      {},
      () => undefined,
    )
  }
  const state = () => ({ text: made.text(configPath), profiles: made.vault.contents().profiles })
  return { ...made, generate, state }
}

describe('undoConfig after profiles were generated', () => {
  const both = [role('dev', '111111111111'), role('prod', '222222222222')]

  it('brings what was pruned back with what served it, and takes it away again', async () => {
    const { generate, undo, state } = await scene()
    await generate(both)
    const before = state()
    await generate(both.slice(0, 1))
    const pruned = state()
    expect(Object.keys(pruned.profiles)).not.toContain('prod-Admin')
    expect((await undo()).preview.effects).toEqual([
      'prod-Admin is served again as Admin in 222222222222 by identity-center:corp',
    ])
    expect(state()).toEqual(before)
    await undo()
    expect(state()).toEqual(pruned)
  })

  it('goes several changes back, and one undo brings all of it again', async () => {
    const { generate, undo, state, backupFolder, files } = await scene()
    const before = state()
    await generate(both.slice(0, 1))
    await generate(both)
    await generate([])
      .catch(() => undefined)
      .then(() => generate(both.slice(1)))
    const last = state()
    expect((await undo(3)).preview.commands).toEqual([
      'profiles generate',
      'profiles generate',
      'profiles generate',
    ])
    expect(state()).toEqual(before)
    await undo()
    expect(state()).toEqual(last)
    expect(files.names(backupFolder).filter((name) => !name.endsWith('.json'))).toHaveLength(5)
  })

  it('serves nobody by a note that is no binding', async () => {
    const { generate, undo, state, files, backupFolder } = await scene()
    await generate(both)
    await generate(both.slice(0, 1))
    const [note = ''] = files
      .names(backupFolder)
      .filter((name) => name.endsWith('.json'))
      .slice(-1)
    const path = `${backupFolder}/${note}`
    const forged = new TextDecoder()
      .decode(files.bytes(path))
      .replace('"roleName":"Admin"', '"roleName":["x"]')
    files.put(path, new TextEncoder().encode(forged))
    await undo()
    expect(Object.keys(state().profiles)).not.toContain('prod-Admin')
  })
})

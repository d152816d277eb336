/** Roles that are assumed with the credentials of other profiles: relay, agent and stand-in as real processes. */
import { appendFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { whoIs } from '../unit/aws/who-is.ts'
import { type ProcessCredentials, Scene } from './harness.ts'
import { generateProfiles, oneLine, signInToCenter } from './identity-center-scene.ts'

let scene: Scene
afterEach(() => scene.close())

const deploy = 'arn:aws:iam::444455556666:role/Deploy'
const leaf = 'arn:aws:iam::777788889999:role/Leaf'

async function arnOf(given: ProcessCredentials): Promise<unknown> {
  const { AccessKeyId, SecretAccessKey, SessionToken } = given
  const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
  return (await whoIs(scene.standIn, keys))[0]
}

const assumed = () => scene.standIn.iam.calls.filter(({ action }) => action === 'AssumeRole')
const add = (...args: string[]) => scene.run(['profiles', 'add', ...args])

describe('role chains', () => {
  it('go on from a sign-in over two roles, kept by the vault and known after a restart', async () => {
    scene = await Scene.start()
    await scene.signIn('base')
    await add('--role-arn', deploy, '--source-profile', 'base', '--name', 'deploy')
    const added = await add('--role-arn', leaf, '--source-profile', 'deploy', '--duration', '43200')
    expect([added.code, added.stdout]).toEqual([0, expect.stringContaining(`Profile deploy-Leaf is ${leaf}`)])
    const given = await scene.credentials('deploy-Leaf')
    expect([await arnOf(given), given.AccountId]).toEqual([
      'arn:aws:sts::777788889999:assumed-role/Leaf/signet-deploy-Leaf',
      '777788889999',
    ])
    expect(await scene.credentials('deploy-Leaf')).toEqual(given)
    expect(assumed().map(({ by }) => by.split(':').at(-1))).toEqual([
      'assumed-role/Developer/alice',
      'assumed-role/Deploy/signet-deploy',
    ])
    await scene.endAgent('SIGKILL')
    expect(await arnOf(await scene.credentials('deploy'))).toBe(
      'arn:aws:sts::444455556666:assumed-role/Deploy/signet-deploy',
    )
  })

  it('stand on a role of Identity Center, though only the AWS config knows of them', async () => {
    scene = await Scene.start()
    await signInToCenter(scene)
    await generateProfiles(scene)
    appendFileSync(
      scene.configPath,
      `\n[profile audit]\nrole_arn = arn:aws:iam::444455556666:role/audit/Audit\nsource_profile = acme-dev-Developer\n` +
        'external_id = acme-audit\nrole_session_name = me\n\n[profile stranger]\n' +
        'role_arn = arn:aws:iam::444455556666:role/audit/Audit\nsource_profile = acme-dev-Developer\n' +
        '\n[profile a]\nrole_arn = arn:aws:iam::444455556666:role/A\nsource_profile = b\n' +
        '\n[profile b]\nrole_arn = arn:aws:iam::444455556666:role/B\nsource_profile = a\n',
    )
    expect(await arnOf(await scene.credentials('audit'))).toBe(
      'arn:aws:sts::444455556666:assumed-role/Audit/me',
    )
    const refused = await scene.ask('stranger')
    expect([refused.code, refused.stdout, refused.stderr]).toEqual([1, '', expect.stringMatching(oneLine)])
    expect(refused.stderr).toContain('external id')
    const circle = await scene.ask('a')
    expect([circle.code, circle.stderr]).toEqual([1, expect.stringContaining('circle: a → b → a.')])
    const ran = await scene.run(['exec', '--profile', 'audit', '--env', '--', 'env'])
    expect(ran.stdout).toMatch(/^AWS_ACCESS_KEY_ID=ASIA/m)
  })

  it('cost one call for 100 relays at once, and one more when their credentials end (R28)', async () => {
    scene = await Scene.start()
    await scene.signIn('base')
    await add('--role-arn', deploy, '--source-profile', 'base', '--name', 'deploy', '--duration', '900')
    const many = async () => {
      const ran = await Promise.all(Array.from({ length: 100 }, () => scene.ask('deploy')))
      return [...new Set(ran.map(({ code, stdout, stderr }) => JSON.stringify([code, stdout, stderr])))]
    }
    scene.standIn.faults.add({ operation: 'sts', delayInMilliseconds: 500 })
    const first = await many()
    expect([first.length, assumed().length]).toEqual([1, 1])
    await scene.endKeys()
    scene.standIn.faults.add({ operation: 'sts', delayInMilliseconds: 500 })
    const second = await many()
    expect([second.length, second[0] !== first[0], assumed().length]).toEqual([1, true, 2])
  })

  it('say in one line what AWS or the network refused, and the next step (R13, R17)', async () => {
    scene = await Scene.start()
    await scene.signIn('base')
    await add('--role-arn', deploy, '--source-profile', 'base', '--name', 'deploy')
    scene.standIn.faults.add({
      operation: 'sts',
      fault: { kind: 'exception', name: 'RegionDisabledException' },
    })
    const off = await scene.ask('deploy')
    expect([off.code, off.stdout, off.stderr]).toEqual([1, '', expect.stringMatching(oneLine)])
    expect(off.stderr).toContain('Set another region in the profile')
    await scene.endAgent('SIGTERM')
    scene.standIn.faults.add({ operation: 'sts', times: 'always', fault: { kind: 'drop' } })
    const down = await scene.ask('deploy')
    expect([down.code, down.stdout, down.stderr]).toEqual([5, '', expect.stringMatching(oneLine)])
    scene.standIn.faults.clear()
    await scene.run(['login', '--profile', 'deploy'])
    expect((await scene.ask('base')).code).toBe(0)
  })
})

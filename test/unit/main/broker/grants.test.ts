import { describe, expect, it } from 'vitest'
import { UnavailableError } from '../../../../main/kernel/errors.ts'
import { settle } from '../../../fakes/fake-clock.ts'
import { GrantsScene } from '../../../fakes/grants-scene.ts'

const minutes = 60_000

describe('grants, where a profile may be used freely', () => {
  it('answers at once what is at hand, with one line, and looks at nobody first', async () => {
    const scene = new GrantsScene()
    expect(await scene.issue(40)).toBe('ASIAprod')
    expect(scene.asked).toEqual(['peek prod'])
    expect(scene.processes.held.size).toBe(0)
    expect(scene.entries).toMatchObject([{ event: 'served', profile: 'prod', cached: true, milliseconds: 0 }])
  })

  it('records each outcome once: served, failed, requested', async () => {
    const scene = new GrantsScene()
    scene.isAtHand = false
    await scene.issue(40)
    scene.failure = new UnavailableError('network-down', 'No network.')
    expect(await scene.issue(40)).toBe('network-down')
    const gone = new AbortController()
    gone.abort()
    await scene.issue(40, { signal: gone.signal })
    expect(scene.events()).toEqual([
      'served',
      'failed: network-down',
      'requested: Whoever asked was gone before the answer.',
    ])
  })

  it('does not write down that a look of Signet’s own found nothing, but what it got, and what a policy says', async () => {
    const scene = new GrantsScene()
    scene.isAtHand = false
    await scene.issue(40, { isLook: true })
    scene.failure = new UnavailableError('network-down', 'No network.')
    expect(await scene.issue(40, { isLook: true })).toBe('network-down')
    const gone = new AbortController()
    gone.abort()
    await scene.issue(40, { signal: gone.signal, isLook: true })
    scene.policies.prod = { use: 'deny' }
    expect(await scene.issue(40, { isLook: true })).toBe('policy-denied')
    expect(scene.events()).toEqual(['served', 'denied: policy-denied'])
  })

  it('hands out nothing while the vault is locked', async () => {
    const scene = new GrantsScene()
    scene.isLocked = true
    expect(await scene.issue(40)).toBe('vault-locked')
    expect(scene.asked).toEqual([])
  })
})

describe('grants, where the policy says deny', () => {
  it('hands out nothing in any way, and names who asked (T26)', async () => {
    const scene = new GrantsScene()
    scene.policies.prod = { use: 'deny' }
    const permit = await new GrantsScene().grants.permit({ profile: 'prod', channel: 'exec' })
    expect(await scene.issue(40)).toBe('policy-denied')
    expect(await scene.issue(40, { channel: 'container', permit })).toBe('policy-denied')
    expect(await scene.issue(42, { channel: 'exec', prompts: { ask: async () => 'yes' } })).toBe(
      'policy-denied',
    )
    await expect(scene.grants.permit({ profile: 'prod', channel: 'exec' })).rejects.toMatchObject({
      code: 'policy-denied',
    })
    expect(scene.asked).toEqual([])
    expect(scene.entries[0]).toMatchObject({ event: 'denied', consumer: { how: 'verified' } })
  })

  it('counts at once when it is said while a person thinks (T26)', async () => {
    const scene = new GrantsScene()
    scene.policies.prod = { use: 'ask' }
    const asked = scene.issue(40)
    await settle()
    scene.policies.prod = { use: 'deny' }
    for (const { id } of scene.desk.pending()) scene.desk.answer(id, { answer: 'yes', remember: true })
    expect(await asked).toBe('policy-denied')
  })
})

describe('grants, where the policy says notify', () => {
  it('hands out, looks who it is first, and tells', async () => {
    const scene = new GrantsScene()
    scene.policies.prod = { use: 'notify' }
    expect(await scene.issue(40)).toBe('ASIAprod')
    expect(scene.entries).toMatchObject([{ event: 'served', noticed: true, consumer: { how: 'verified' } }])
    expect(scene.log.lines).toEqual([
      { event: 'credentials-given', fields: { profile: 'prod', operation: 'credential-process' } },
    ])
  })
})

describe('grants, where the policy says ask', () => {
  const asking = () => {
    const scene = new GrantsScene()
    scene.policies.prod = { use: 'ask' }
    return scene
  }

  it('hands out after a yes, and nothing after a no (T26)', async () => {
    const scene = asking()
    expect(await scene.answered(40, 'no')).toBe('consent-denied')
    expect(scene.asked).toEqual([])
    expect(await scene.answered(40, 'yes')).toBe('ASIAprod')
    expect(scene.events()).toEqual([
      'asked',
      'denied: consent-denied',
      'asked',
      'approved: for this program and terminal, for a while',
      'served',
    ])
  })

  it('remembers a yes for that program, and still asks for another of the same terminal (T26)', async () => {
    const scene = asking()
    await scene.answered(40, 'yes')
    expect(await scene.issue(40)).toBe('ASIAprod')
    const evil = scene.issue(41)
    expect(await scene.now(evil)).toBe('waiting')
    expect(scene.desk.pending()).toMatchObject([{ consumer: { program: { exe: '/home/ann/evil' } } }])
    expect(await scene.answered(41, 'no')).toBe('consent-denied')
    expect(await evil).toBe('consent-denied')
    expect(await scene.issue(40)).toBe('ASIAprod')
  })

  it('remembers nothing where the person said once', async () => {
    const scene = asking()
    await scene.answered(40, 'yes', false)
    expect(await scene.now(scene.issue(40))).toBe('waiting')
  })

  it('forgets a yes after 10 minutes without use, after 12 hours, and not before (T26)', async () => {
    const scene = asking()
    await scene.answered(40, 'yes')
    for (let used = 0; used < 73; used += 1) {
      await scene.clock.advance(9.8 * minutes)
      if (used < 73) expect(await scene.issue(40)).toBe('ASIAprod')
    }
    await scene.clock.advance(9.8 * minutes)
    expect(await scene.now(scene.issue(40))).toBe('waiting')
    await scene.answered(40, 'yes')
    await scene.clock.advance(10 * minutes + 1)
    expect(await scene.now(scene.issue(40))).toBe('waiting')
  })

  it('does not lengthen a yes when the wall clock is set back (T26)', async () => {
    const scene = asking()
    await scene.answered(40, 'yes')
    await scene.clock.advance(11 * minutes)
    scene.clock.setWall(scene.clock.now() - 60 * minutes)
    expect(await scene.now(scene.issue(40))).toBe('waiting')
  })

  it('forgets every yes with a lock, and a question’s that was open then (T26)', async () => {
    const scene = asking()
    await scene.answered(40, 'yes')
    const evil = scene.issue(41)
    await settle()
    scene.grants.forget()
    for (const { id } of scene.desk.pending()) scene.desk.answer(id, { answer: 'yes', remember: true })
    expect(await evil).toBe('consent-denied')
    expect(await scene.now(scene.issue(40))).toBe('waiting')
  })

  it('forgets one profile’s yes when its policy changes, and no other’s', async () => {
    const scene = asking()
    scene.policies.stage = { use: 'ask' }
    await scene.answered(40, 'yes')
    await scene.answered(40, 'yes', true, { profile: 'stage' })
    scene.grants.forget('prod')
    expect(await scene.now(scene.issue(40))).toBe('waiting')
    expect(await scene.issue(40, { profile: 'stage' })).toBe('ASIAstage')
  })

  it('says no after 45 seconds without an answer (T26)', async () => {
    const scene = asking()
    const asked = scene.issue(40)
    await settle()
    await scene.clock.advance(44_999)
    expect(await scene.now(asked)).toBe('waiting')
    await scene.clock.advance(1)
    expect(await asked).toBe('consent-denied')
    expect(scene.desk.pending()).toEqual([])
    expect(scene.events()).toEqual(['asked', 'expired: consent-denied'])
    expect(scene.asked).toEqual([])
  })

  it('refuses a relay that is not the process it says it is, and does not bother a person with it (T26)', async () => {
    const scene = asking()
    await scene.answered(40, 'yes')
    const liar = { pid: 40, parentPid: 30, hold: scene.processes.holdAs(41) }
    expect(await scene.issue(undefined, { consumer: liar })).toBe('consent-denied')
    expect(scene.desk.pending()).toEqual([])
    expect(scene.entries.at(-1)).toMatchObject({ event: 'denied', consumer: { how: 'refuted' } })
  })

  it('asks each time for one that cannot be verified, and says that nothing was checked (T26)', async () => {
    const scene = asking()
    const consumer = { pid: 40, parentPid: 30 }
    expect(await scene.answered(40, 'yes', true, { consumer })).toBe('ASIAprod')
    const again = scene.issue(undefined, { consumer })
    expect(await scene.now(again)).toBe('waiting')
    expect(scene.desk.pending()).toMatchObject([{ canRemember: false, consumer: { how: 'claimed' } }])
    expect(await scene.now(scene.issue(undefined))).toBe('waiting')
    expect(scene.desk.pending()).toHaveLength(2)
  })

  it('asks once for all that the same program asks at the same time', async () => {
    const scene = asking()
    const asked = Array.from({ length: 20 }, () => scene.issue(40))
    await settle()
    expect(scene.desk.pending()).toHaveLength(1)
    for (const { id } of scene.desk.pending()) scene.desk.answer(id, { answer: 'yes', remember: false })
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['ASIAprod']))
    expect(scene.events().filter((event) => event === 'served')).toHaveLength(20)
    expect(scene.events().filter((event) => event === 'asked')).toHaveLength(1)
  })

  it('asks anew for those who wait when the one whose question it was has left', async () => {
    const scene = asking()
    const leaving = new AbortController()
    const first = scene.issue(40, { signal: leaving.signal })
    await settle()
    const second = scene.issue(40)
    await settle()
    leaving.abort()
    expect(await first).toBe('consent-denied')
    expect(await scene.now(second)).toBe('waiting')
    expect(scene.desk.pending()).toHaveLength(1)
    for (const { id } of scene.desk.pending()) scene.desk.answer(id, { answer: 'yes', remember: false })
    expect(await second).toBe('ASIAprod')
    expect(scene.events()).toContain('requested: Whoever asked was gone before the answer.')
  })

  it('asks a person who typed a command at their own terminal, in plain words', async () => {
    const scene = asking()
    const messages: string[] = []
    const prompts = {
      ask: async ({ message }: { message: string }) => {
        messages.push(message)
        return 'yes'
      },
    }
    expect(await scene.issue(42, { channel: 'env', prompts })).toBe('ASIAprod')
    expect(messages).toEqual([
      [
        'A program asks for credentials of profile "prod".',
        '  program    /usr/bin/bash, pid 20',
        '  terminal   /dev/pts/3, session of pid 100',
        '  by way of  env, asked by /usr/bin/signet',
        '  checked    the system says that pid 20 started the command that asks. What that program does was not checked.',
        'Give them? Type yes, once or no: ',
      ].join('\n'),
    ])
    expect(await scene.issue(42, { channel: 'exec', prompts: { ask: async () => 'no' } })).toBe('ASIAprod')
    scene.grants.forget()
    expect(await scene.issue(42, { channel: 'exec', prompts: { ask: async () => 'well' } })).toBe(
      'consent-denied',
    )
    expect(await scene.issue(42, { channel: 'exec', prompts: { ask: async () => undefined } })).toBe(
      'consent-denied',
    )
  })

  it('does not ask by a command that has no terminal of its own, though it says it has (T26)', async () => {
    const scene = asking()
    scene.processes.add({ pid: 42, executable: '/usr/bin/signet', parentPid: 20, terminal: undefined })
    expect(await scene.now(scene.issue(42, { channel: 'env', prompts: { ask: async () => 'yes' } }))).toBe(
      'waiting',
    )
  })

  it('asks by credential-process never where it was asked from (T26)', async () => {
    const scene = asking()
    expect(await scene.now(scene.issue(40, { prompts: { ask: async () => 'yes' } }))).toBe('waiting')
  })
})

describe('permits for the container endpoint', () => {
  const permitted = async () => {
    const scene = new GrantsScene()
    scene.policies.prod = { use: 'ask' }
    const ask = async () => 'once'
    const permit = await scene.grants.permit({
      profile: 'prod',
      channel: 'exec',
      prompts: { ask },
      consumer: scene.relay(42),
    })
    return { scene, permit }
  }

  it('serve a profile that asks first without asking, and only with a yes that was given (T26)', async () => {
    const { scene, permit } = await permitted()
    expect(await scene.issue(undefined, { channel: 'container', permit })).toBe('ASIAprod')
    expect(await scene.issue(undefined, { channel: 'container' })).toBe('consent-denied')
    const forged = { profile: 'prod', isValid: () => true }
    expect(await scene.issue(undefined, { channel: 'container', permit: forged })).toBe('consent-denied')
    const free = await scene.grants.permit({ profile: 'dev', channel: 'exec' })
    expect(await scene.issue(undefined, { channel: 'container', permit: free })).toBe('consent-denied')
    expect(scene.desk.pending()).toEqual([])
  })

  it('name the program that was started with them', async () => {
    const { scene, permit } = await permitted()
    scene.processes.add({
      pid: 42,
      parentPid: 20,
      executable: '/usr/bin/python3',
      words: ['python3', '/home/ann/job.py'],
    })
    await scene.issue(undefined, { channel: 'container', permit })
    expect(scene.entries.at(-1)).toMatchObject({
      event: 'served',
      consumer: { how: 'claimed', programs: [{ pid: 42, script: '/home/ann/job.py' }, {}] },
    })
  })

  it.each([
    ['a lock', (scene: GrantsScene) => scene.grants.forget()],
    ['a change of the policy', (scene: GrantsScene) => scene.grants.forget('prod')],
    ['12 hours', (scene: GrantsScene) => scene.clock.advance(12 * 60 * minutes + 1)],
  ])('end with %s (T26)', async (_, end) => {
    const { scene, permit } = await permitted()
    expect(permit.isValid()).toBe(true)
    await end(scene)
    expect(permit.isValid()).toBe(false)
    expect(await scene.issue(undefined, { channel: 'container', permit })).toBe('consent-denied')
  })

  it('are free where the profile is, and no more when it is closed later', async () => {
    const scene = new GrantsScene()
    const permit = await scene.grants.permit({ profile: 'prod', channel: 'exec' })
    expect(await scene.issue(undefined, { channel: 'container', permit })).toBe('ASIAprod')
    scene.policies.prod = { use: 'ask' }
    expect(await scene.issue(undefined, { channel: 'container', permit })).toBe('consent-denied')
  })
})

describe('grants, where a life is wanted', () => {
  it('renews what has less left, and hands out what is left then', async () => {
    const scene = new GrantsScene()
    scene.policies.prod = { minRemainingSeconds: 600 }
    scene.leftInMilliseconds = 9 * minutes
    expect(await scene.issue(40)).toBe('ASIAprod')
    expect(scene.asked).toEqual(['peek prod', 'lengthen prod 10', 'credentials prod'])
    expect(await scene.issue(40)).toBe('ASIAprod')
    expect(scene.asked).toHaveLength(4)
  })

  it('refuses what cannot be had so long, in one line', async () => {
    const scene = new GrantsScene()
    scene.policies.prod = { minRemainingSeconds: 1800 }
    expect(await scene.issue(40)).toBe('life-too-short')
    await expect(scene.grants.issue({ profile: 'prod', channel: 'env' })).rejects.toThrow(
      'Profile "prod" is to have at least 30 min left, and AWS gives 15 min now. Ask for less: signet profiles policy prod --min-remaining 5m',
    )
    expect(scene.events()[0]).toBe('denied: life-too-short')
  })
})

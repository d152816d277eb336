import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { singleFlight } from '../../../../main/kernel/single-flight.ts'
import { settle } from '../../../fakes/fake-clock.ts'

describe('singleFlight', () => {
  it('runs the work once for all who come meanwhile, and anew for who comes after', async () => {
    const flights = singleFlight<number>()
    let runs = 0
    const work = async () => {
      runs += 1
      return runs
    }
    const together = await Promise.all([
      flights.run('a', work),
      flights.run('a', work),
      flights.run('a', work),
    ])
    expect([together, await flights.run('a', work)]).toEqual([[1, 1, 1], 2])
  })

  it('shares a failure, the synchronous one included, and forgets it (R29)', async () => {
    const flights = singleFlight<string>()
    const failing = () => {
      throw new Error('no')
    }
    const settled = await Promise.allSettled([flights.run('a', failing), flights.run('a', failing)])
    expect(settled.map((one) => one.status === 'rejected' && one.reason.message)).toEqual(['no', 'no'])
    expect(await flights.run('a', async () => 'yes')).toBe('yes')
  })

  it('has forgotten the run when its outcome is heard', async () => {
    const flights = singleFlight<string>()
    const heard: boolean[] = []
    await flights.run('a', async () => 'x').then(() => heard.push(flights.underWay('a')))
    await flights.run('a', () => Promise.reject(new Error())).catch(() => heard.push(flights.underWay('a')))
    expect(heard).toEqual([false, false])
  })

  it('knows what is under way, and when all of it has ended, well or not', async () => {
    const flights = singleFlight<void>()
    const good = Promise.withResolvers<void>()
    const bad = Promise.withResolvers<void>()
    flights.run('a', () => good.promise)
    flights.run('b', () => bad.promise).catch(() => undefined)
    let isSettled = false
    const settled = flights.settled().then(() => {
      isSettled = true
    })
    expect([flights.underWay('a'), flights.underWay('b'), flights.underWay('c')]).toEqual([true, true, false])
    good.resolve()
    await settle()
    expect(isSettled).toBe(false)
    bad.reject(new Error())
    await settled
    expect([flights.underWay('a'), flights.underWay('b')]).toEqual([false, false])
  })

  it('keeps its promises in every order of callers, outcomes and keys (R29)', async () => {
    const callers = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), fails: fc.boolean() }), {
      minLength: 1,
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), callers, async (scheduler, plan) => {
        const flights = singleFlight<number>()
        const running = new Map<string, number>()
        let runs = 0
        const heard: { key: string; run: number; fails: boolean }[] = []
        const started: { key: string; run: number; fails: boolean }[] = []
        const callersDone = plan.map(async ({ key, fails }, n) => {
          await scheduler.schedule(Promise.resolve(), `caller ${n} comes`)
          let mine: number | undefined
          const flight = flights.run(key, async () => {
            const count = (running.get(key) ?? 0) + 1
            running.set(key, count)
            expect(count, 'two runs of one key').toBe(1)
            runs += 1
            const run = runs
            mine = run
            started.push({ key, run, fails })
            await scheduler.schedule(Promise.resolve(), `run ${run} ends`)
            running.set(key, count - 1)
            if (fails) throw run
            return run
          })
          const [run, failed] = await flight.then(
            (value): [number, boolean] => [value, false],
            (reason): [number, boolean] => [reason, true],
          )
          if (mine !== undefined) expect(run).toBe(mine)
          heard.push({ key, run, fails: failed })
        })
        await scheduler.waitFor(Promise.all(callersDone))
        expect(heard).toHaveLength(plan.length)
        for (const one of heard) expect(started).toContainEqual(one)
      }),
      { numRuns: 2_000 },
    )
  })
})

import { readArguments, usage } from './arguments.ts'
import { type StandIn, startStandIn } from './stand-in.ts'

try {
  const options = readArguments(process.argv.slice(2))
  if (options === 'help') process.stdout.write(usage)
  else await run(await startStandIn(options))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\nSee --help.\n`)
  process.exitCode = 2
}

async function run(standIn: StandIn): Promise<void> {
  const told = new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
  const { urls, controlToken, env, bodyChecks } = standIn
  const by = bodyChecks === 'model' ? "AWS's service models and our own tables" : 'our own tables alone'
  process.stderr.write(`stand-in: requests are judged by ${by}.\n`)
  process.stdout.write(`${JSON.stringify({ urls, controlToken, env, bodyChecks })}\n`)
  await told
  await standIn.close()
}

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
  const by = bodyChecks === 'model' ? "AWS's service model and our own table" : 'our own table alone'
  process.stderr.write(`stand-in: token requests are judged by ${by}.\n`)
  process.stdout.write(`${JSON.stringify({ urls, controlToken, env, bodyChecks })}\n`)
  await told
  await standIn.close()
}

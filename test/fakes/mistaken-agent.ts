/**
 * The product's agent with a mistake in it: some time after it serves, something is thrown that nobody catches.
 * Arguments: how (`throw` or `reject`), then the command that starts the next agent.
 */
import process from 'node:process'
import { nodeHost } from '../../main/hosts/node/host.ts'
import { runAgent } from '../../main/hosts/node/run-agent.ts'

const [how, ...launch] = process.argv.slice(2)

await runAgent(launch, (home, log, stop) => {
  process.on('SIGUSR2', () => {
    const mistake = new Error('CNRYmistake: a secret that was at hand')
    if (how === 'throw') throw mistake
    Promise.reject(mistake)
  })
  return nodeHost(home, log, stop)
})

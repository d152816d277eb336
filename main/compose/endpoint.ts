/**
 * The part of an agent that lends credentials to programs: `exec`, `env`, and the container endpoint behind them.
 *
 * @module
 */

import { execFiles } from '../actions/credentials/exec-files.ts'
import { issueEnvironment } from '../actions/credentials/issue-environment.ts'
import { prepareExec } from '../actions/credentials/prepare-exec.ts'
import { defaultProfile } from '../actions/profiles/default-profile.ts'
import { containerEndpoint } from '../serve/container/endpoint.ts'
import { containerListener, sha256 } from '../serve/container/server.ts'
import type { TerminalRequest } from '../serve/terminal/request.ts'
import type { Rooms } from './rooms.ts'

export function composeEndpoint({ host, broker, grants, awsFiles, preferences }: Rooms) {
  const { clock, random, log, processes, files, tcpPeers } = host
  const endpoint = containerEndpoint({
    ...{ clock, random, log, processes, grants },
    listener: containerListener({ peers: tcpPeers, log }),
    digest: sha256,
  })
  const exec = execFiles({ files, random, clock, processes, folder: `${host.runFolder}/exec` })
  const asking = { grants, awsFiles, defaultProfile: defaultProfile(preferences) }
  // What an agent that was killed has left.
  void exec.sweep()
  return {
    endpoint,
    /** For a sign-out: programs that were started on the session get nothing more. */
    sessions: {
      forget(sessionId: string) {
        broker.forget(sessionId)
        endpoint.endSession(sessionId)
      },
    },
    actions: {
      prepareExec: prepareExec({ ...asking, endpoint, files: exec }),
      issueEnvironment: issueEnvironment(asking),
    },
    /** A `signet` within a program that was given copies of the AWS files works on the person's own. */
    async withOwnFiles(request: TerminalRequest): Promise<TerminalRequest> {
      const env = await exec.ownVariables(request.env)
      return env === request.env ? request : { ...request, env }
    },
  }
}

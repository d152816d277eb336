/**
 * Shows who may sign in to the AWS console, and from where.
 *
 * @module
 */
import type { ConsoleAccessView } from '../../../preload/contract/console-access-views.ts'
import type { Said } from '../../../preload/contract/said.ts'
import { type AccessState, isAuthorizationOn } from '../../console-access/access-state.ts'
import { rowsOnceOn } from '../../console-access/change-plan.ts'
import { lockOut } from '../../console-access/lock-out.ts'
import { policySaid } from '../../console-access/policy-in-words.ts'
import { ruleInWords } from '../../console-access/rule-in-words.ts'
import { withUnseen } from '../../console-access/unseen-changes.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { textOf } from '../../kernel/say.ts'
import {
  type ConsoleAccessDependencies,
  type ConsoleAccessRequest,
  type OpenAccount,
  openAccount,
} from './console-access-account.ts'
import { addressNote } from './console-access-address-note.ts'
import { rowSaid, saidOnce, sentencesOf } from './console-access-said.ts'
import { inputView, rowView } from './console-access-views.ts'

export type ReadConsoleAccess = (
  request: ConsoleAccessRequest,
  prompts: Prompts,
) => Promise<ConsoleAccessView>

export function readConsoleAccess(dependencies: ConsoleAccessDependencies): ReadConsoleAccess {
  return async (request, prompts) => {
    const account = await openAccount(dependencies, request, prompts)
    const state = await account.read()
    const { unseen } = withUnseen(state, await account.records(), dependencies.now())
    return {
      profile: request.profile,
      readAt: dependencies.now(),
      region: account.region,
      unseen: unseen.map(textOf),
      ...viewOf(state, account, request.viewpoint.myIp, unseen),
    }
  }
}

type Read = Omit<ConsoleAccessView, 'profile' | 'readAt' | 'region' | 'unseen'>

function viewOf(
  state: AccessState,
  { situations }: OpenAccount,
  myIp: string | undefined,
  unseen: readonly Said[],
): Read {
  const { accountId, policy } = state
  const words = policySaid(state)
  const isOn = isAuthorizationOn(state)
  const now = { enabled: isOn, policy }
  const once = rowsOnceOn(now, situations)
  const found = lockOut({ before: now, after: now, situations })
  const rows = found.map((row, index) => rowView(row, once[index]))
  const statements = state.statements.map((statement) => ({
    ...statement,
    said: ruleInWords(statement.condition, ['before-sign-in', 'after-sign-in'], accountId).said,
  }))
  const notes = [...words.notes, ...addressNote(rows, myIp)]
  return {
    accountId,
    targets: state.targets.map(({ targetId, scope, consoleAuthorizationEnabled }) => ({
      ...{ targetId, scope },
      kind: targetId.startsWith('o-') ? 'organization' : targetId.startsWith('r-') ? 'root' : 'account',
      isOn: consoleAuthorizationEnabled,
    })),
    isOn,
    statements: statements.map(({ sid, condition, input, said }) => ({
      sid,
      words: said.text,
      input: input ? inputView(input) : null,
      condition: copyOf(condition),
    })),
    words: sentencesOf(words).map(textOf),
    policy: JSON.stringify(policy),
    rows,
    notes: notes.map(textOf),
    said: saidOnce([
      ...sentencesOf(words),
      ...statements.map(({ said }) => said),
      ...found.flatMap((row, index) => rowSaid(row, once[index])),
      ...[...notes, ...unseen],
    ]),
  }
}

function copyOf(condition: AccessState['statements'][number]['condition']) {
  return Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, [...values]])),
    ]),
  )
}

/**
 * Shows who may sign in to the AWS console, and from where.
 *
 * @module
 */
import type { ConsoleAccessView } from '../../../preload/contract/console-access-views.ts'
import { type AccessState, isAuthorizationOn } from '../../console-access/access-state.ts'
import { rowsOnceOn } from '../../console-access/change-plan.ts'
import { lockOut } from '../../console-access/lock-out.ts'
import { policyInWords } from '../../console-access/policy-in-words.ts'
import { ruleInWords } from '../../console-access/rule-in-words.ts'
import { withUnseen } from '../../console-access/unseen-changes.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import {
  type ConsoleAccessDependencies,
  type ConsoleAccessRequest,
  type OpenAccount,
  openAccount,
} from './console-access-account.ts'
import { addressNote } from './console-access-address-note.ts'
import { inputView, rowView, sentences } from './console-access-views.ts'

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
      unseen: [...unseen],
      ...viewOf(state, account, request.viewpoint.myIp),
    }
  }
}

type Read = Omit<ConsoleAccessView, 'profile' | 'readAt' | 'region' | 'unseen'>

function viewOf(state: AccessState, { situations }: OpenAccount, myIp: string | undefined): Read {
  const { accountId, policy } = state
  const words = policyInWords(state)
  const isOn = isAuthorizationOn(state)
  const now = { enabled: isOn, policy }
  const once = rowsOnceOn(now, situations)
  const rows = lockOut({ before: now, after: now, situations }).map((row, index) => rowView(row, once[index]))
  return {
    accountId,
    targets: state.targets.map(({ targetId, scope, consoleAuthorizationEnabled }) => ({
      ...{ targetId, scope },
      kind: targetId.startsWith('o-') ? 'organization' : targetId.startsWith('r-') ? 'root' : 'account',
      isOn: consoleAuthorizationEnabled,
    })),
    isOn,
    statements: state.statements.map(({ sid, condition, input }) => ({
      sid,
      words: ruleInWords(condition, ['before-sign-in', 'after-sign-in'], accountId).text,
      input: input ? inputView(input) : null,
      condition: copyOf(condition),
    })),
    words: sentences(words),
    policy: JSON.stringify(policy),
    rows,
    notes: [...words.notes, ...addressNote(rows, myIp)],
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

/**
 * The people and places that every change is tried against.
 *
 * @module
 */
import type { Said } from '../../preload/contract/said.ts'
import { say } from '../kernel/say.ts'
import { isPortalArn, parsePrincipalArn } from './principal-arn.ts'
import type { Situation, SituationNetwork, SituationPrincipal } from './situation.ts'

export interface SituationsQuestion {
  /** Who the person is now, as their session says, and from where as far as that is known. */
  readonly you: { readonly arn: string; readonly network: SituationNetwork } | undefined
  /** The account whose policy changes. */
  readonly accountId: string
  /** The ARN of the principal that must always get in. */
  readonly breakGlass: string | undefined
  /** The list that a person keeps. */
  readonly kept: readonly Situation[]
}

/**
 * You, now; the break-glass principal from where you are and from anywhere; somebody from the Identity Center portal; root; the
 * kept list. "From anywhere" is a network of which nothing is known: only who is let in from all networks surely gets in.
 */
export function usualSituations({
  you,
  accountId,
  breakGlass,
  kept,
}: SituationsQuestion): readonly Situation[] {
  const partition = parsePrincipalArn(you?.arn ?? breakGlass ?? '')?.partition ?? 'aws'
  const here = you?.network ?? {}
  const isHereKnown = Object.keys(here).length > 0
  const glass = breakGlass === undefined ? undefined : principalOf(breakGlass, accountId)
  const root = principalOf(`arn:${partition}:iam::${accountId}:root`, accountId)
  return [
    ...(you === undefined
      ? []
      : [{ ...named(who.you), principal: principalOf(you.arn, accountId), network: here }]),
    ...(glass === undefined ? [] : [{ ...named(who.glassAnywhere), principal: glass, network: {} }]),
    ...(glass === undefined || !isHereKnown
      ? []
      : [{ ...named(who.glassHere), principal: glass, network: here }]),
    { ...named(who.portal), principal: portalUser(partition, accountId), network: {} },
    { ...named(isHereKnown ? who.rootHere : who.root), principal: root, network: here },
    ...kept,
  ]
}

const who = {
  you: say('who-you', {}, 'you, now'),
  glassAnywhere: say('who-glass-anywhere', {}, 'break-glass, from anywhere'),
  glassHere: say('who-glass-here', {}, 'break-glass, from where you are'),
  portal: say('who-portal', {}, 'an Identity Center portal user'),
  root: say('who-root', {}, 'root'),
  rootHere: say('who-root-here', {}, 'root, from where you are'),
}

function named(said: Said): Pick<Situation, 'name' | 'said'> {
  return { name: said.text, said }
}

/** @param accountId - Of the account, where the ARN does not say one. */
export function principalOf(arn: string, accountId: string): SituationPrincipal {
  return {
    arn,
    accountId: parsePrincipalArn(arn)?.accountId ?? accountId,
    isPortalUser: isPortalArn(arn),
  }
}

/** A role as Identity Center makes them, with a name that nobody has, so that nobody has made an exception of it. */
function portalUser(partition: string, accountId: string): SituationPrincipal {
  const path = 'aws-reserved/sso.amazonaws.com/'
  const arn = `arn:${partition}:iam::${accountId}:role/${path}AWSReservedSSO_AnyPermissionSet_0000000000000000`
  return { arn, accountId, isPortalUser: true }
}

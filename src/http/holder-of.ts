import type { FastifyRequest } from 'fastify'
import type { SlicedHolder } from '../model/holder.ts'
import type { HttpContext } from './context.ts'

/** Holders of the requests under way: hashing an address costs as much as finding a row, and it is needed twice. */
const holders = new WeakMap<FastifyRequest, Promise<SlicedHolder>>()

/** Finds who may be one hand behind the address of a request, once for each request. */
export function holderOf(
  context: Pick<HttpContext, 'findHolder'>,
  request: FastifyRequest,
): Promise<SlicedHolder> {
  const found = holders.get(request) ?? context.findHolder(request.ip)
  holders.set(request, found)
  return found
}

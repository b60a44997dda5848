import setupWasm from 'argon2id/lib/setup.js'
import plain from 'argon2id/dist/no-simd.wasm'
import simd from 'argon2id/dist/simd.wasm'
import type { Order, Solved } from './workers.ts'

// Solves one puzzle after another, in a worker of the service's own origin. Where there is not enough memory it says so.

const load = (bytes: BufferSource) => (imports: WebAssembly.Imports) =>
  WebAssembly.instantiate(bytes, imports)
const argon2id = setupWasm(load(simd), load(plain))
const encoder = new TextEncoder()
const scope = self as unknown as {
  addEventListener: (type: 'message', listen: (event: MessageEvent<Order>) => void) => void
  postMessage: (solved: Solved, transfer: []) => void
}

scope.addEventListener('message', ({ data }) => {
  void solve(data)
})

async function solve({ index, salt, text, memoryKib, passes }: Order): Promise<void> {
  const tag = await argon2id
    .then((hash) =>
      hash({
        password: encoder.encode(text),
        salt: encoder.encode(salt),
        parallelism: 1,
        tagLength: 16,
        memorySize: memoryKib,
        passes,
      }),
    )
    .catch(() => null)
  scope.postMessage({ index, tag }, [])
}

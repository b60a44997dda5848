import { grownTo } from './grown-to.ts'

/** Gives each network that is compared a place, in the order in which they come. */
export type Places<Network> = {
  readonly size: number
  /** The place of a network; null of one that comes when all places are taken. */
  placeOf(network: Network): number | null
  networkAt(place: number): Network | undefined
  all(): Iterable<Network>
}

/** Opens places for networks of any name. */
export function openPlaces<Network>(most: number): Places<Network> {
  const places = new Map<Network, number>()
  const networks: Network[] = []
  return {
    get size() {
      return networks.length
    },
    placeOf: (network) => {
      const place = places.get(network)
      if (place !== undefined) return place
      if (networks.length >= most) return null
      places.set(network, networks.length)
      return networks.push(network) - 1
    },
    networkAt: (place) => networks[place],
    all: () => networks,
  }
}

/** Opens places for networks that have numbers from 0: a Map of a million of them takes six times the memory. */
export function openNumberPlaces(most: number): Places<number> {
  let places = new Uint32Array(0)
  let networks = new Uint32Array(0)
  let size = 0
  return {
    get size() {
      return size
    },
    placeOf: (network) => {
      const known = (places[network] ?? 0) - 1
      if (known >= 0) return known
      if (size >= most) return null
      places = grownTo(places, network)
      networks = grownTo(networks, size)
      networks[size] = network
      size += 1
      places[network] = size
      return size - 1
    },
    networkAt: (place) => (place < size ? networks[place] : undefined),
    all: () => networks.subarray(0, size),
  }
}

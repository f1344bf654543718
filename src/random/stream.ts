/**
 * @file Seeded streams of random numbers, by name: the only source of chance in this project.
 */

/** A stream of random numbers: the same seed and name give the same numbers on every machine. */
export interface Random {
  /** A number in [0, 1) with 53 random bits. */
  uniform(): number;
  /** A draw from the standard normal distribution. */
  normal(): number;
  /** A whole number in [0, limit). */
  integer(limit: number): number;
  /** An index, drawn in proportion to the weights (any positive sum). */
  categorical(weights: ArrayLike<number>): number;
  /** A new array with the same items in random order. */
  shuffle<Item>(items: readonly Item[]): Item[];
  /** A pair of 32-bit integers: the seed of one of TensorFlow's stateless random ops. */
  seedPair(): [number, number];
  /** A stream of its own, fixed by this stream's seed and name and the new name, whatever was drawn before. */
  child(name: string): Random;
}

/**
 * A stream of random numbers for one purpose.
 *
 * The state is xoshiro128** (Blackman and Vigna 2018), seeded by hashing seed and name.
 *
 * @param seed any whole number from 0 to 2^53 - 1
 * @param name what the stream is for, so that two purposes never share numbers
 * @throws RangeError if the seed is not such a number
 */
export function stream(seed: number, name: string): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`stream: seed is ${seed}, expected a whole number from 0 to 2^53 - 1`);
  }
  const key = `${seed}/${name}`;
  const next = xoshiro128(hash(key));
  const uniform = () => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    integer(limit) {
      if (!Number.isSafeInteger(limit) || limit < 1) {
        throw new RangeError(`integer: limit is ${limit}, expected a whole number above 0`);
      }
      return Math.floor(uniform() * limit);
    },
    categorical: (weights) => categorical(weights, uniform()),
    shuffle: (items) => shuffle(items, uniform),
    seedPair: () => [next() | 0, next() | 0],
    child: (childName) => stream(seed, `${name}/${childName}`),
  };
}

function categorical(weights: ArrayLike<number>, uniform: number): number {
  let sum = 0;
  let last = -1;
  for (let i = 0; i < weights.length; i++) {
    if (!(weights[i] >= 0 && weights[i] < Infinity)) {
      throw new RangeError(`categorical: weight ${i} is ${weights[i]}, expected a finite number from 0`);
    }
    sum += weights[i];
    if (weights[i] > 0) last = i;
  }
  if (last < 0) throw new RangeError("categorical: the weights sum to 0, expected a positive sum");
  let rest = uniform * sum;
  for (let i = 0; i < last; i++) {
    rest -= weights[i];
    if (rest < 0) return i;
  }
  // Rounding may leave a crumb of the sum: it belongs to the last weight above 0.
  return last;
}

function shuffle<Item>(items: readonly Item[], uniform: () => number): Item[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
  }
  return shuffled;
}

/** Four 32-bit words from a text: FNV-1a over its UTF-16 units, then splitmix32. */
function hash(text: string): [number, number, number, number] {
  let state = 0x811c9dc5;
  let other = 0x9e3779b9;
  for (let i = 0; i < text.length; i++) {
    state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
    other = Math.imul(other ^ text.charCodeAt(i), 0x85ebca6b) ^ (other >>> 13);
  }
  const words = [state, other, state ^ other, Math.imul(state, other | 1)].map(splitmix32);
  return [words[0] | 1, words[1], words[2], words[3]];
}

function splitmix32(word: number): number {
  let mixed = (word + 0x9e3779b9) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}

function xoshiro128(seed: [number, number, number, number]): () => number {
  let [a, b, c, d] = seed;
  return () => {
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
}

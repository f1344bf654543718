/** @file Words of astronomy: stars and exoplanets. */
import type { ClassGroup } from "../grammar";

export const stars: ClassGroup = {
  shared:
    "stellar flares, starspots, spectral lines, space photometry, stellar rotation, metallicity, magnetic activity, limb darkening, parallaxes, stellar winds",
  classes: [
    {
      label: "stellar astronomy",
      words:
        "stellar spectra, surface gravities, stellar luminosities, stellar populations, effective temperatures",
      subtopics: {
        "stellar evolution":
          "red giants, main-sequence stars, hydrogen burning, stellar cores, helium flashes, horizontal-branch stars, convective overshoot, isochrones, stellar ages, mass loss",
        "stellar death":
          "supernovae, white dwarfs, neutron stars, pulsars, core collapse, nickel decay, supernova remnants, progenitor stars, neutrino bursts, light echoes",
        "variable stars":
          "Cepheids, eclipsing binaries, pulsation modes, asteroseismology, mass transfer, RR Lyrae stars, close binaries, Roche lobes, contact binaries, period drifts",
        "star formation":
          "molecular clouds, protostars, open clusters, globular clusters, stellar nurseries, stellar associations, initial mass functions, cloud collapse, T Tauri stars, bipolar outflows",
      },
    },
    {
      label: "exoplanets",
      words: "planetary systems, habitable zones, planet hosts, sub-Neptunes, planet occurrence rates",
      subtopics: {
        transits:
          "transit depths, planetary transits, transit timings, ingress durations, orbital phase curves, secondary eclipses, planet radii, grazing transits, transit surveys, ultra-short periods",
        "radial velocities":
          "radial velocities, minimum masses, eccentric orbits, orbital periods, Doppler surveys, planet masses, hot Jupiters, resonant chains, orbital inclinations, velocity jitter",
        "planetary atmospheres":
          "transmission spectra, planetary hazes, water vapour, atmospheric escape, cloud decks, methane absorption, thermal inversions, sodium lines, dayside emission, biosignatures",
        "planet formation":
          "protoplanetary discs, pebble accretion, planetary migration, planetesimals, disc gaps, super-Earths, rocky planets, debris discs, gas giants, dust traps",
      },
    },
  ],
};

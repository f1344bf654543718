/** @file Words of the restless Earth: seismology and volcanology. */
import type { ClassGroup } from "../grammar";

export const earth: ClassGroup = {
  shared:
    "ground deformation, tremor, earthquake swarms, plate boundaries, subduction zones, crustal stress, satellite radar, tiltmeters, broadband stations, tsunami deposits",
  classes: [
    {
      label: "seismology",
      words: "seismograms, fault zones, earthquake catalogues, seismic networks, earthquake magnitudes",
      subtopics: {
        "earthquake sources":
          "earthquake ruptures, fault slip, stress drops, foreshocks, aftershocks, moment tensors, rupture speeds, strike-slip faults, locked faults, rupture directivity",
        "seismic imaging":
          "shear waves, surface waves, mantle tomography, receiver functions, wave attenuation, seismic anisotropy, mantle discontinuities, core phases, low-velocity zones, ambient noise",
        "seismic hazard":
          "ground shaking, building damage, recurrence intervals, early warning, soil liquefaction, site amplification, hazard maps, seismic gaps, peak accelerations, palaeoseismic trenches",
        "slow and induced earthquakes":
          "slow slip, induced earthquakes, wastewater injection, hydraulic fracturing, pore pressure, geothermal wells, repeating earthquakes, reservoir filling, microseismicity, creeping faults",
      },
    },
    {
      label: "volcanology",
      words: "volcanic vents, active volcanoes, eruptive histories, volcanic rocks, crater rims",
      subtopics: {
        "explosive eruptions":
          "explosive eruptions, eruption columns, volcanic ash, pyroclastic flows, pumice, tephra layers, plume heights, lava fountains, magma fragmentation, caldera collapse",
        "magma storage":
          "magma chambers, magma ascent, crystal mush, melt inclusions, phenocrysts, bubble growth, magma mixing, basaltic melts, rhyolites, magma viscosity",
        "volcanic gases":
          "sulphur dioxide, volcanic gases, fumaroles, thermal anomalies, crater lakes, carbon dioxide fluxes, gas ratios, summit inflation, passive degassing, infrasound",
        "lava and mudflows":
          "lava flows, lahars, lava domes, lava tubes, flank collapses, evacuation plans, ash fallout, cinder cones, shield volcanoes, pillow basalts",
      },
    },
  ],
};

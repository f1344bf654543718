/** @file Words of marine science: coral ecology and fisheries. */
import type { ClassGroup } from "../grammar";

export const sea: ClassGroup = {
  shared:
    "reef fish, sea surface temperatures, coastal nutrients, ocean currents, larval dispersal, marine reserves, plankton blooms, marine food webs, storm damage, seagrass meadows",
  classes: [
    {
      label: "coral ecology",
      words: "stony corals, reef flats, coral colonies, reef-building corals, coral tissue",
      subtopics: {
        bleaching:
          "coral bleaching, marine heatwaves, zooxanthellae, thermal tolerance, symbiont shuffling, degree heating weeks, bleached colonies, heat stress, photosystem damage, post-bleaching mortality",
        reproduction:
          "coral spawning, coral larvae, larval settlement, coral recruits, gamete bundles, planulae, brooding corals, settlement tiles, spawning synchrony, coral fragments",
        "reef growth":
          "ocean acidification, aragonite saturation, reef calcification, skeletal density, carbonate chemistry, coralline algae, bioerosion, reef accretion, skeletal growth bands, coral cores",
        "reef communities":
          "macroalgae, herbivory, grazing urchins, phase shifts, algal turfs, parrotfish, crown-of-thorns starfish, reef sponges, coral cover, reef complexity",
      },
    },
    {
      label: "fisheries",
      words: "fishing fleets, commercial landings, fishing grounds, fish stocks, trawl surveys",
      subtopics: {
        "stock assessment":
          "stock assessments, spawning biomass, fishing mortality, recruitment indices, catch-at-age models, sustainable yields, stock collapses, age-length keys, biomass surveys, year-class strength",
        "fishing gear":
          "bycatch, bottom trawls, longlines, gillnets, mesh sizes, turtle excluders, discarded fish, ghost nets, purse seines, escape panels",
        management:
          "catch quotas, fishing licences, closed seasons, effort limits, tradable quotas, illegal fishing, harvest rules, vessel monitoring, landing fees, fishing treaties",
        aquaculture:
          "salmon farms, fish feed, sea lice, hatchery fish, net pens, escaped salmon, stocking densities, shellfish farms, mussel ropes, broodstock",
      },
    },
  ],
};

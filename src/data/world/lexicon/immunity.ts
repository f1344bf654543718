/** @file Words of infection and defence: immunology and virology. */
import type { ClassGroup } from "../grammar";

export const immunity: ClassGroup = {
  shared:
    "neutralising antibodies, vaccines, interferons, epitopes, booster doses, acute infection, mucosal immunity, serum samples, immune escape, seroprevalence",
  classes: [
    {
      label: "immunology",
      words: "lymph nodes, leukocytes, immune memory, antigen presentation, lymphocytes",
      subtopics: {
        "adaptive immunity":
          "T cells, B cells, memory cells, germinal centres, helper cells, clonal expansion, receptor diversity, regulatory cells, plasma cells, thymic selection",
        "innate immunity":
          "macrophages, neutrophils, dendritic cells, complement proteins, Toll-like receptors, mast cells, phagocytosis, inflammasomes, natural killer cells, danger molecules",
        autoimmunity:
          "autoantibodies, allergens, histamine release, lupus flares, immune tolerance, molecular mimicry, peanut allergy, joint inflammation, self-antigens, islet destruction",
        immunotherapy:
          "interleukins, cytokine storms, chemokines, checkpoint inhibitors, graft rejection, donor matching, engineered T cells, tumour infiltrates, tumour antigens, monoclonal antibodies",
      },
    },
    {
      label: "virology",
      words: "viral loads, infected cells, virus particles, viral genomes, cell cultures",
      subtopics: {
        replication:
          "viral replication, capsid assembly, reverse transcription, viral polymerases, genome packaging, replication complexes, viral budding, viral proteases, subgenomic RNA, virions",
        "cell entry":
          "spike proteins, receptor binding, membrane fusion, viral entry, host receptors, viral glycoproteins, endosomal uptake, cell tropism, fusion peptides, attachment factors",
        "viral evolution":
          "viral mutations, variant lineages, antigenic drift, reassortment, spillover events, bat reservoirs, transmission chains, zoonoses, viral phylogenies, quasispecies",
        "antiviral therapy":
          "latent reservoirs, antiviral drugs, drug resistance, herpesviruses, viral rebound, nucleoside analogues, protease inhibitors, integrated proviruses, viral reactivation, combination therapy",
      },
    },
  ],
};

-- In which passages does this term stand, and with what weight? One of these per term, so that each reads its own rows only.
SELECT passage_id, {factor} AS weight, {place}::TINYINT AS place FROM postings WHERE term_id = {term_id} AND {condition}
